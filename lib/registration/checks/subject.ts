import { COMPONENT_SLOTS, type ComponentKind, kindOf } from "@/lib/domain/master-data";
import type { Cell } from "@/lib/spreadsheet/cell";
import type { ColumnKey, SerialColumn } from "../columns/column";
import { COLUMNS } from "../columns/columns";
import type { KnownModel } from "./known";
import type { CandidateRow } from "./model";
import { normalValue, withoutInvisible } from "./values/normal-value";
import { type ParsedDate, parseDate } from "./values/parse-date";

export interface SubjectSerial {
  readonly column: SerialColumn;
  readonly kind: ComponentKind;
  /** As it was written, and as it is compared. */
  readonly serial: string;
  readonly normal: string;
}

/** A row as checks see it. */
export interface Subject {
  readonly number: number;
  readonly surplus: number;
  readonly cells: ReadonlyMap<ColumnKey, Cell>;
  /** Trimmed, without signs that nobody sees; cells without text are left out. */
  readonly texts: ReadonlyMap<ColumnKey, string>;
  /** As values are compared. */
  readonly normals: ReadonlyMap<ColumnKey, string>;
  readonly model: KnownModel | null;
  readonly producedOn: ParsedDate | null;
  /** The serial numbers that the row has. */
  readonly serials: readonly SubjectSerial[];
}

/** Reads a row's values once for all checks. */
export function readSubject(row: CandidateRow, findModel: (code: string) => KnownModel | null): Subject {
  const cells = new Map<ColumnKey, Cell>();
  const texts = new Map<ColumnKey, string>();
  const normals = new Map<ColumnKey, string>();
  for (const { key } of COLUMNS) {
    const cell = row.values[key];
    if (cell === undefined || cell.kind === "empty") continue;
    cells.set(key, cell);
    const text = withoutInvisible(cell.text).trim();
    if (text === "") continue;
    texts.set(key, text);
    normals.set(key, normalValue(key, text));
  }
  const [code, produced] = [texts.get("model"), texts.get("produced_on")];
  const model = code === undefined ? null : findModel(code);
  const producedOn = produced === undefined ? null : parseDate(produced);
  const serials = COMPONENT_SLOTS.flatMap((slot): SubjectSerial[] => {
    const column = `${slot}_serial` as const;
    const [serial, normal] = [texts.get(column), normals.get(column)];
    return serial === undefined || normal === undefined
      ? []
      : [{ column, kind: kindOf(slot), serial, normal }];
  });
  return { number: row.number, surplus: row.surplus ?? 0, cells, texts, normals, model, producedOn, serials };
}
