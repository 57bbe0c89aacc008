import type { AskRegistration } from "@/lib/fleet/ask-registration";
import { getRegistration } from "@/lib/telemetry/get-registration";
import { telemetryReader } from "./telemetry-reader";

/** Whose a bike was when, for those who decide what somebody may see. */
export const askRegistration: AskRegistration = (bikeId) => getRegistration(telemetryReader(), bikeId);
