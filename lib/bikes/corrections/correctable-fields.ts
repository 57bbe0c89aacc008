import { z } from "zod";
import {
  isFnuci,
  isIccid,
  isImei,
  isPassport,
  isPlainIdentifier,
} from "@/lib/registration/checks/values/forms";
import { normalValue } from "@/lib/registration/checks/values/normal-value";
import { latestDay } from "@/lib/registration/latest-day";

/** Something of a bike that a correction may change. */
interface CorrectableField {
  readonly label: string;
  readonly expected: string;
  /** As it is kept; null where it has not its form. */
  read(text: string): string | null;
}

const fitting = (normal: string, fits: boolean): string | null => (fits ? normal : null);
/** A number in the form that files have it in, where that is right. */
const inForm =
  (column: "fnuci" | "battery_passport" | "imei" | "iccid", fits: (normal: string) => boolean) =>
  (text: string): string | null =>
    fitting(normalValue(column, text), fits(normalValue(column, text)));

/** By the key of their column. */
export const CORRECTABLE = {
  frame_number: {
    label: "Frame number",
    expected: "3 to 64 letters, digits and dashes",
    read: (text) => fitting(text.trim(), isPlainIdentifier(text.trim())),
  },
  fnuci: {
    label: "FNUCI",
    expected: "10 letters and digits",
    read: inForm("fnuci", isFnuci),
  },
  battery_passport: {
    label: "Battery passport",
    expected: "an address (https://…) or a name (urn:…)",
    read: inForm("battery_passport", isPassport),
  },
  imei: {
    label: "IMEI",
    expected: "15 digits, the last of which fits the others",
    read: inForm("imei", isImei),
  },
  iccid: {
    label: "ICCID",
    expected: "19 or 20 digits that begin with 89, the last of which fits the others",
    read: inForm("iccid", isIccid),
  },
  produced_on: {
    label: "Produced",
    expected: "a day that has been, such as 2026-11-02",
    read: (text) =>
      fitting(text, z.iso.date().safeParse(text).success && text <= latestDay(new Date()) && text >= "1990"),
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
