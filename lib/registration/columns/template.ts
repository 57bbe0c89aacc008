import type { Table } from "@/lib/spreadsheet/sheet";
import type { Column } from "./column";
import { COLUMNS } from "./columns";

/** The table that a plant fills in: all columns, and no row, for an example that is forgotten would be sent as a bike. */
export const template = (): Table => ({ header: COLUMNS.map(({ label }) => label), rows: [] });

/** What belongs into each column, with an example: a table to read beside one that is to be filled in. */
export const guideTo = (columns: readonly Column[]): Table => ({
  header: ["Column", "Needed", "Example", "What it is"],
  rows: columns.map(({ label, required, example, about }) => [
    label,
    required ? "yes" : "if known",
    example,
    about,
  ]),
});
