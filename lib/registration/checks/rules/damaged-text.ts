import { COLUMNS } from "../../columns/columns";
import type { Check } from "../check";
import { readAgainAsUtf8 } from "../values/read-again";

const LOST = "\ufffd";

export const damagedText: Check = {
  id: "damaged-text",
  about: "Letters came through as they were written",
  run: ({ texts }) =>
    COLUMNS.flatMap(({ key }) => {
      const text = texts.get(key) ?? "";
      const meant = readAgainAsUtf8(text);
      if (!text.includes(LOST) && meant === null) return [];
      const remark = {
        column: key,
        reason: "damaged-text",
        expected: "readable letters",
        got: text,
      } as const;
      return meant === null
        ? [{ ...remark, hint: "Save the file again as CSV UTF-8, or as .xlsx" }]
        : [
            {
              ...remark,
              hint: `Probably ${meant}: save the file again as CSV UTF-8, or as .xlsx`,
              suggestion: meant,
            },
          ];
    }),
};
