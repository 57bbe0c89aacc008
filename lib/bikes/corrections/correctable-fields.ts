import { z } from "zod";
import { NUMBER_FORMS, readNumber } from "@/lib/registration/checks/values/number-forms";
import { columnOf } from "@/lib/registration/columns/columns";
import { latestDay } from "@/lib/registration/latest-day";

/** Something of a bike that a correction may change. */
interface CorrectableField {
  readonly label: string;
  readonly expected: string;
  /** As it is kept; null where it has not its form. */
  read(text: string): string | null;
}

const fitting = (normal: string, fits: boolean): string | null => (fits ? normal : null);
/** A number in the form that files have it in. */
const numberAs = (key: keyof typeof NUMBER_FORMS, end = "") => ({
  label: columnOf(key).label,
  expected: `${NUMBER_FORMS[key].expected}${end}`,
  read: (text: string) => readNumber(key, text),
});

/** By the key of their column. */
export const CORRECTABLE = {
  frame_number: numberAs("frame_number"),
  fnuci: numberAs("fnuci"),
  battery_passport: numberAs("battery_passport"),
  imei: numberAs("imei", ", the last of which fits the others"),
  iccid: numberAs("iccid", ", the last of which fits the others"),
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
