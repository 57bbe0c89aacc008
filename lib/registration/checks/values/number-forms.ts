import { isFnuci, isIccid, isImei, isPassport, isPlainIdentifier } from "./forms";
import { normalValue, tidyIdentifier, withoutInvisible } from "./normal-value";

const MAX_CHARACTERS = 64;

/** Whether a text can be the number of a frame or component, where its maker has given no form. */
export const isMadeNumber = (text: string): boolean =>
  text.length <= MAX_CHARACTERS && isPlainIdentifier(tidyIdentifier(text));

interface NumberForm {
  readonly expected: string;
  /** Of a text without spaces around it, or as values are compared where those are kept. */
  fits(text: string): boolean;
}

/** What the numbers of a bike look like, in files and in corrections. */
export const NUMBER_FORMS = {
  frame_number: { expected: "3 to 64 letters, digits and dashes", fits: isMadeNumber },
  fnuci: { expected: "10 letters and digits", fits: isFnuci },
  battery_passport: { expected: "an address (https://…) or a name (urn:…)", fits: isPassport },
  imei: { expected: "15 digits", fits: isImei },
  iccid: { expected: "19 or 20 digits that begin with 89", fits: isIccid },
} as const satisfies Record<string, NumberForm>;

/** A number as it is kept, a frame number as it was written; null where it has not its form. */
export function readNumber(key: keyof typeof NUMBER_FORMS, text: string): string | null {
  const kept = key === "frame_number" ? withoutInvisible(text).trim() : normalValue(key, text);
  return NUMBER_FORMS[key].fits(kept) ? kept : null;
}
