import { z } from "zod";
import { normalSerial } from "../normal-serial";
import { hasLuhnDigit } from "./luhn";

/** Something of a bike that a correction may change. */
interface CorrectableField {
  readonly label: string;
  readonly expected: string;
  /** As it is kept; null where it has not its form. */
  read(text: string): string | null;
}

const fitting = (normal: string, fits: boolean): string | null => (fits ? normal : null);
const digits = (text: string): string => text.replace(/[\s./-]+/g, "");
const PASSPORT =
  /^(https?:\/\/[\w-]+\.[^\s<>"]+|urn:[a-z0-9][a-z0-9-]{1,31}:[^\s<>"]+|did:[a-z0-9]+:[^\s<>"]+)$/i;

/** By the key of their column. */
export const CORRECTABLE = {
  frame_number: {
    label: "Frame number",
    expected: "3 to 64 letters, digits and dashes",
    read: (text) => fitting(text, /^[\p{L}\p{N} ./_-]{3,64}$/u.test(text) && normalSerial(text).length >= 3),
  },
  fnuci: {
    label: "FNUCI",
    expected: "10 letters and digits",
    read: (text) => fitting(normalSerial(text), /^[A-Z0-9]{10}$/.test(normalSerial(text))),
  },
  battery_passport: {
    label: "Battery passport",
    expected: "an address (https://…) or a name (urn:…)",
    read: (text) => fitting(text, text.length <= 500 && PASSPORT.test(text)),
  },
  imei: {
    label: "IMEI",
    expected: "15 digits, the last of which fits the others",
    read: (text) => fitting(digits(text), /^\d{15}$/.test(digits(text)) && hasLuhnDigit(digits(text))),
  },
  iccid: {
    label: "ICCID",
    expected: "19 or 20 digits that begin with 89, the last of which fits the others",
    read: (text) => fitting(digits(text), /^89\d{17,18}$/.test(digits(text)) && hasLuhnDigit(digits(text))),
  },
  produced_on: {
    label: "Produced",
    expected: "a day that has been, such as 2026-11-02",
    read: (text) =>
      fitting(text, z.iso.date().safeParse(text).success && Date.parse(text) <= Date.now() && text >= "1990"),
  },
  firmware: {
    label: "Firmware",
    expected: "1 to 40 letters, digits and signs",
    read: (text) => fitting(text, /^[\w.+ -]{1,40}$/.test(text)),
  },
  model: {
    label: "Model",
    expected: "the code of a model of this OEM",
    read: (text) => fitting(text.toUpperCase(), /^[\w.+ -]{1,40}$/.test(text)),
  },
} as const satisfies Record<string, CorrectableField>;

export type CorrectableKey = keyof typeof CORRECTABLE;

const isCorrectable = (key: string): key is CorrectableKey => Object.hasOwn(CORRECTABLE, key);
export const CorrectableKey = z.string().refine(isCorrectable, "expected something that can be corrected");
