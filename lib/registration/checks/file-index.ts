import type { ColumnKey } from "../columns/column";
import type { Subject, SubjectSerial } from "./subject";

/** What no two bikes have in common, the one that people know best first. */
export const UNIQUE_COLUMNS = [
  "frame_number",
  "bike_id",
  "fnuci",
  "battery_passport",
  "imei",
  "iccid",
] as const;

/** In which row a value comes first, whatever the order in which rows are checked. */
export interface FileIndex {
  firstRowOf(column: ColumnKey, normal: string): number | undefined;
  firstRowOfSerial(serial: SubjectSerial): number | undefined;
}

export function indexFile(subjects: readonly Subject[]): FileIndex {
  const rows = new Map<string, number>();
  const note = (key: string, row: number): unknown => rows.set(key, Math.min(row, rows.get(key) ?? row));
  for (const subject of subjects) {
    for (const column of UNIQUE_COLUMNS) {
      const value = subject.normals.get(column);
      if (value !== undefined) note(`${column} ${value}`, subject.number);
    }
    for (const { kind, normal } of subject.serials) note(`serial of ${kind} ${normal}`, subject.number);
  }
  return {
    firstRowOf: (column, normal) => rows.get(`${column} ${normal}`),
    firstRowOfSerial: ({ kind, normal }) => rows.get(`serial of ${kind} ${normal}`),
  };
}
