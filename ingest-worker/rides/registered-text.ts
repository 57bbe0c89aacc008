import type { Registration } from "@/lib/domain/registration";
import { RIDE_VERSION } from "@/lib/domain/ride-document";

/** What a bike's rides depend on beside its readings: how they are made, and what of its master data. */
export function registeredText(registration: Registration | null): string {
  if (registration === null) return JSON.stringify([RIDE_VERSION]);
  const { oem_id, model_id, assignments, readings_in = [], readings_out = [] } = registration;
  return JSON.stringify([RIDE_VERSION, oem_id, model_id, assignments, readings_in, readings_out]);
}
