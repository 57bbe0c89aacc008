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
  const columns = new Map<string, Map<string, number>>();
  const note = (column: string, normal: string, row: number): void => {
    const rows = columns.get(column) ?? new Map<string, number>();
    if (rows.size === 0) columns.set(column, rows);
    const first = rows.get(normal);
    if (first === undefined || row < first) rows.set(normal, row);
  };
  for (const subject of subjects) {
    for (const column of UNIQUE_COLUMNS) {
      const value = subject.normals.get(column);
      if (value !== undefined) note(column, value, subject.number);
    }
    for (const { kind, normal } of subject.serials) note(`serial of ${kind}`, normal, subject.number);
  }
  return {
    firstRowOf: (column, normal) => columns.get(column)?.get(normal),
    firstRowOfSerial: ({ kind, normal }) => columns.get(`serial of ${kind}`)?.get(normal),
  };
}
