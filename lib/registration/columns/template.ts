import { COLUMNS } from "./columns";

/** The table that a plant fills in: all columns, and one row as an example. */
export const template = (): { header: string[]; rows: string[][] } => ({
  header: COLUMNS.map(({ label }) => label),
  rows: [COLUMNS.map(({ example }) => example)],
});
