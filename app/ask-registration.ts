import { cache } from "react";
import type { AskRegistration } from "@/lib/fleet/ask-registration";
import { getRegistration } from "@/lib/telemetry/get-registration";
import { telemetryReader } from "./telemetry-reader";

/** Whose a bike was when, for those who decide what somebody may see; a page that is rendered asks once. */
export const askRegistration: AskRegistration = cache((bikeId: string) =>
  getRegistration(telemetryReader(), bikeId),
);
