import { COLUMNS } from "../../columns/columns";
import type { Check } from "../check";

/** Nothing that no keyboard has, such as a zero byte. */
const PLAIN = /^\P{C}{1,64}$/u;
const CHECKED = COLUMNS.filter(({ key }) => key === "firmware" || key.endsWith("_part"));

export const plainText: Check = {
  id: "plain-text",
  about: "Versions and part numbers are short and readable",
  run: ({ texts }) =>
    CHECKED.flatMap(({ key }) => {
      const text = texts.get(key);
      if (text === undefined || PLAIN.test(text)) return [];
      return [
        {
          column: key,
          reason: "format",
          expected: "at most 64 readable characters",
          got: text,
          hint: "Type it again, without what does not belong to it",
        },
      ];
    }),
};
