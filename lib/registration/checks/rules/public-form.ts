import type { Check } from "../check";
import type { Reason, Remark } from "../finding";
import { NUMBER_FORMS } from "../values/number-forms";

interface PublicForm {
  readonly key: Exclude<keyof typeof NUMBER_FORMS, "frame_number">;
  /** Right but for its check digit. */
  readonly withoutDigit?: RegExp;
}

const FORMS: readonly PublicForm[] = [
  { key: "imei", withoutDigit: /^\d{15}$/ },
  { key: "iccid", withoutDigit: /^89\d{17,18}$/ },
  { key: "fnuci" },
  { key: "battery_passport" },
];

export const publicForm: Check = {
  id: "public-form",
  about: "IMEI, ICCID, FNUCI and battery passport have their form and check digit",
  run: ({ texts, normals }) =>
    FORMS.flatMap((form) => {
      const [text, normal] = [texts.get(form.key), normals.get(form.key)];
      return text === undefined || normal === undefined || NUMBER_FORMS[form.key].fits(normal)
        ? []
        : [remarkOn(form, text, normal)];
    }),
};

function remarkOn({ key, withoutDigit }: PublicForm, text: string, normal: string): Remark {
  const { expected } = NUMBER_FORMS[key];
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
