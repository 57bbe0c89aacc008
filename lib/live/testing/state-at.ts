import { stateDocument } from "@/lib/domain/state";
import { POSITION, type StateDocument } from "@/lib/domain/state-document";

/** The state of a bike that has reported nothing but where it is. */
export const stateAt = (bikeId: string, lat: number, lon: number, atMs: number): StateDocument =>
  stateDocument(bikeId, 0, { [POSITION]: { t: atMs, s: "iot", v: { lat, lon } } }, atMs);
