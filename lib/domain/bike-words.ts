import type { CaseReason, ComponentSlot } from "./master-data";

/** What a bike is made of, in words. */
export const PART_WORDS: Readonly<Record<ComponentSlot, string>> = {
  motor: "Motor",
  battery: "Battery",
  battery_2: "Second battery",
  display: "Display",
  remote: "Remote",
  module: "Module",
};

/** Why support was called, in words. */
export const CASE_WORDS: Readonly<Record<CaseReason, string>> = {
  "not-registered": "Not registered",
  "wrong-data": "Wrong data",
  "component-swapped": "A component was swapped",
  "no-data": "No data",
  battery: "Battery",
  motor: "Motor",
  theft: "Theft",
  other: "Something else",
};

/** What can be corrected of a bike, by the key of its column, in words. */
export const FIELD_WORDS: Readonly<Record<string, string>> = {
  frame_number: "Frame number",
  fnuci: "FNUCI",
  battery_passport: "Battery passport",
  imei: "IMEI",
  iccid: "ICCID",
  produced_on: "Produced",
  firmware: "Firmware",
  model: "Model",
};
