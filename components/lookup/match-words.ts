import type { MatchHow } from "@/lib/domain/lookup";
import type { NumberKind } from "@/lib/domain/master-data";

export const KIND_WORDS: Readonly<Record<NumberKind, string>> = {
  bike_id: "Telemetry id",
  frame_number: "Frame number",
  fnuci: "FNUCI",
  battery_passport: "Battery passport",
  imei: "IMEI",
  iccid: "ICCID",
  motor: "Motor",
  battery: "Battery",
  battery_2: "Second battery",
  display: "Display",
  remote: "Remote",
  module: "Module",
};

/** What is said of a fit that is not plainly the same; null where there is nothing to say. */
export const HOW_WORDS: Readonly<Record<MatchHow, string | null>> = {
  exact: null,
  prefix: null,
  "look-alike": "look-alike characters",
  part: null,
  typo: "one character differs",
};
