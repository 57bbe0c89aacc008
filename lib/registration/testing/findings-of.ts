import type { Cell, CellKind } from "@/lib/spreadsheet/cell";
import { checkRows } from "../checks/check-rows";
import type { Finding } from "../checks/finding";
import type { Known } from "../checks/known";
import type { ColumnKey } from "../columns/column";
import { rowOf } from "./check-file";
import { emptyWorld, MODELS } from "./empty-world";
import { rightRow } from "./right-row";

type Changes = Partial<Record<ColumnKey, string | Cell>>;

/** A row with nothing wrong, of a Trekker 625. */
export const RIGHT = { ...rightRow(482, () => 0.4), produced_on: "2026-11-02" };

/** Findings of the right row with some cells changed, in a world and for models that are changed, too. */
export function findingsOf(
  changes: Changes,
  world: Partial<Known> = {},
  model: object = {},
): readonly Finding[] {
  const models = new Map(MODELS.map((each) => [each.code, { ...each, ...model }]));
  const [outcome] = checkRows([rowOf(2, { ...RIGHT, ...changes })], emptyWorld({ models, ...world }));
  if (outcome?.kind === "failed") return outcome.findings;
  return outcome?.kind === "ready" ? outcome.warnings : [];
}

/** Column, reason, got, hint and suggestion of the only finding. */
export function one(...given: Parameters<typeof findingsOf>): unknown[] {
  const found = findingsOf(...given);
  if (found.length !== 1) throw new Error(`expected one finding, got ${JSON.stringify(found)}`);
  return found.flatMap(({ column, reason, got, hint, suggestion }) => [
    column,
    reason,
    got,
    hint,
    suggestion,
  ]);
}

export const cell = (kind: CellKind, text: string): Cell => ({ kind, text });
