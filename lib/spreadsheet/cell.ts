/**
 * What a cell is, beside its text:
 * `formula` was computed (text: the value that was kept), `scientific` is a number of more digits than a spreadsheet
 * keeps, `error` an error such as #REF!, `date` an ISO day or day and time.
 */
export type CellKind = "text" | "number" | "boolean" | "date" | "formula" | "scientific" | "error" | "empty";

export interface Cell {
  readonly kind: CellKind;
  readonly text: string;
}

export const EMPTY_CELL: Cell = { kind: "empty", text: "" };

export const textCell = (text: string): Cell => (text === "" ? EMPTY_CELL : { kind: "text", text });
