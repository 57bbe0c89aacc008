import type { Cell } from "@/lib/spreadsheet/cell";
import type { Column } from "../../columns/column";
import { COLUMNS } from "../../columns/columns";
import type { Check } from "../check";
import type { Remark } from "../finding";

/** A text such as "8.9E+18" or "8,90049E+18"; serial numbers such as 12E45 are none. */
const SCIENTIFIC = /^-?\d+([.,]\d+)?E\+\d{1,3}$|^-?\d+[.,]\d+E\d{1,3}$/i;

export const cellKind: Check = {
  id: "cell-kind",
  about: "Cells hold what was typed, and not what a spreadsheet made of it",
  run: ({ cells }) =>
    COLUMNS.flatMap((column) => {
      const cell = cells.get(column.key);
      const remark = cell === undefined ? null : remarkOn(cell, column);
      return remark === null ? [] : [{ column: column.key, ...remark }];
    }),
};

function remarkOn({ kind, text }: Cell, column: Column): Omit<Remark, "column"> | null {
  const expected = "the value itself";
  if (kind === "formula")
    return {
      reason: "formula",
      expected,
      got: `a formula${text === "" ? "" : ` (${text})`}`,
      hint: "Copy the column and paste it as values",
    };
  if (kind === "error")
    return {
      reason: "error-cell",
      expected,
      got: text,
      hint: "The spreadsheet could not work it out: type the value",
    };
  if (kind === "date" && column.kind !== "date")
    return {
      reason: "date-cell",
      expected,
      got: `a date (${text})`,
      hint: "The spreadsheet made a date of it: set the column to text and type it again",
    };
  if (column.kind !== "identifier") return null;
  if (kind === "scientific" || (kind === "text" && SCIENTIFIC.test(text.trim())))
    return {
      reason: "scientific",
      expected: "all digits",
      got: text,
      hint: "Digits were lost: set the column to text and paste the numbers again",
    };
  return null;
}
