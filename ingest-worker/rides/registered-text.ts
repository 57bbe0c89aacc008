import type { Registration } from "@/lib/domain/registration";

/** What a bike's rides depend on beside its readings: by which version's rules they are made, and what of its master data. */
export function registeredText(registration: Registration | null, version: number): string {
  if (registration === null) return JSON.stringify([version]);
  const { oem_id, model_id, battery_wh, assignments, readings_in = [], readings_out = [] } = registration;
  return JSON.stringify([version, oem_id, model_id, assignments, readings_in, readings_out, battery_wh]);
}

/** The version by whose rules all rides of a bike are made, as such a text says; null where they never all were by one. */
export function versionIn(text: string | undefined): number | null {
  const [, version] = /^\[(\d+)[,\]]/.exec(text ?? "") ?? [];
  return version === undefined ? null : Number(version);
}
