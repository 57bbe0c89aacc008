import type { ColumnKey } from "../../columns/column";
import type { Check } from "../check";
import type { Reason, Remark } from "../finding";
import { isFnuci, isIccid, isImei, isPassport } from "../values/forms";

interface PublicForm {
  readonly key: ColumnKey;
  readonly expected: string;
  fits(normal: string): boolean;
  /** Right but for its check digit. */
  readonly withoutDigit?: RegExp;
}

const FORMS: readonly PublicForm[] = [
  { key: "imei", expected: "15 digits", fits: isImei, withoutDigit: /^\d{15}$/ },
  {
    key: "iccid",
    expected: "19 or 20 digits that begin with 89",
    fits: isIccid,
    withoutDigit: /^89\d{17,18}$/,
  },
  { key: "fnuci", expected: "10 letters and digits", fits: isFnuci },
  { key: "battery_passport", expected: "an address (https://…) or a name (urn:…)", fits: isPassport },
];

export const publicForm: Check = {
  id: "public-form",
  about: "IMEI, ICCID, FNUCI and battery passport have their form and check digit",
  run: ({ texts, normals }) =>
    FORMS.flatMap((form) => {
      const [text, normal] = [texts.get(form.key), normals.get(form.key)];
      return text === undefined || normal === undefined || form.fits(normal)
        ? []
        : [remarkOn(form, text, normal)];
    }),
};

function remarkOn({ key, expected, withoutDigit }: PublicForm, text: string, normal: string): Remark {
  const isDigit = withoutDigit?.test(normal) ?? false;
  const reason: Reason = isDigit ? "check-digit" : "format";
  const got = /^\d+$/.test(normal) && !isDigit ? `${normal.length} digits: ${text}` : text;
  return {
    column: key,
    reason,
    expected: isDigit ? "a number whose last digit fits the others" : expected,
    got,
    hint: isDigit ? "A digit is wrong or two are swapped: scan it again" : `Expected ${expected}`,
  };
}
