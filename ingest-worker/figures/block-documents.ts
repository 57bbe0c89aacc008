import type { Block } from "@/lib/analytics/blocks";
import { keyOf } from "@/lib/analytics/cells-of";
import type { Atoms, PublishedCell } from "@/lib/analytics/compute-block";
import type { Definition } from "@/lib/analytics/definition";
import { causesOf } from "@/lib/analytics/restatement-causes";
import type { Table } from "@/lib/analytics/tables";
import type { KeptDocument } from "@/lib/db/figure-documents";
import type { FigureBlock, FigureCell, Restatement, RestatementCause } from "@/lib/domain/figures";

export interface PublishedBlock {
  readonly table: Table;
  readonly block: Block;
  readonly fromMs: number;
  readonly toMs: number;
  readonly revision: number;
  readonly position: number;
  readonly nowMs: number;
  readonly isClosed: boolean;
  /** All that stand, as they stand now. */
  readonly atoms: Atoms;
  readonly riders: number | null;
  readonly bikes: number | null;
  readonly coverage: FigureBlock["coverage"];
}
export type Changes = ReadonlyMap<string, PublishedCell>;

/** What is published of a block: a document for each definition of its table. */
export const blockDocuments = (published: PublishedBlock): KeptDocument[] =>
  published.table.definitions.map((definition) => {
    const { block, atoms, isClosed, riders, bikes, coverage, position } = published;
    const cells = publishedCells(published.table, definition, atoms);
    const document: FigureBlock = {
      kind: "block",
      ...headOf(published, definition),
      position,
      formula: definition.formula,
      closed: isClosed,
      cells,
      riders,
      bikes,
      coverage,
      completeness: null,
    };
    return { id: ["block", definition.id, block.grain, block.block].join("|"), document };
  });

/** What reports of a definition show of the cells of its table. */
export const publishedCells = (table: Table, definition: Definition, atoms: Atoms): FigureCell[] =>
  [...atoms].flatMap(([key, { values, revision }]) => {
    const own = valuesOf(table, definition, values);
    return own.every((value) => value === null) ? [] : [{ key: keyOf(key), values: own, revision }];
  });

/** What of closed figures became others, and why: of each definition of which something did. */
export const restatementDocuments = (
  published: PublishedBlock,
  changes: Changes,
  marked: readonly RestatementCause[],
): KeptDocument[] =>
  published.table.definitions.flatMap((definition) => {
    const { block, revision } = published;
    const changed = [...changes].flatMap(([key, { before, after }]) => {
      const none = definition.measures.map(() => null);
      const old = before ? valuesOf(published.table, definition, before.values) : none;
      const now = valuesOf(published.table, definition, after.values);
      return JSON.stringify(old) === JSON.stringify(now)
        ? []
        : [{ key: keyOf(key), before: old, after: now }];
    });
    if (changed.length === 0) return [];
    const causes = new Set(
      [...changes.values()].flatMap(({ differences }) => differences.flatMap((one) => causesOf(one, marked))),
    );
    const document: Restatement = {
      kind: "restatement",
      ...headOf(published, definition),
      causes: [...causes].sort(),
      changes: changed,
    };
    return [{ id: ["restatement", definition.id, block.grain, block.block, revision].join("|"), document }];
  });

const headOf = ({ block, fromMs, toMs, revision, nowMs }: PublishedBlock, definition: Definition) => ({
  definition: definition.id,
  purpose: definition.purpose,
  grain: block.grain,
  block: block.block,
  from: fromMs,
  to: toMs,
  revision,
  published_at: nowMs,
  groupings: definition.groupings.map(({ name }) => name),
  measures: definition.measures.map(({ name }) => name),
});

const valuesOf = (table: Table, definition: Definition, values: FigureCell["values"]): FigureCell["values"] =>
  definition.measures.map(({ name }) => values[table.measures.findIndex((one) => one.name === name)] ?? null);
