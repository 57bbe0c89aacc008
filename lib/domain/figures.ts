import { z } from "zod";
import { PURPOSES } from "./consent";

/** Blocks of time in the zone of the reports. Days are in ISO weeks, weeks in quarters of 13 (the last of a year 13 or 14). */
export const GRAINS = ["day", "week", "quarter"] as const;
export type Grain = (typeof GRAINS)[number];

/** A cell with fewer riders is not shown, none included. */
export const LEAST_RIDERS = 10;

/** Why rides do not count. */
export const OUT_REASONS = ["no-rider", "no-consent", "withdrawn", "suppressed"] as const;
export type OutReason = (typeof OUT_REASONS)[number];

/** Why a published figure is another than before. */
export const RESTATEMENT_CAUSES = [
  "late-data",
  "withdrawal",
  "grant",
  "ownership",
  "erasure",
  "formula",
] as const;
export type RestatementCause = (typeof RESTATEMENT_CAUSES)[number];

const block = {
  definition: z.string(),
  purpose: z.enum(PURPOSES),
  grain: z.enum(GRAINS),
  /** `2026-11-20`, `2026-W47`, `2026-Q4` (of ISO weeks). */
  block: z.string(),
};

/** A number, a histogram by the definition's bins, or nothing measured. */
const Value = z.union([z.number(), z.array(z.number())]).nullable();

/**
 * A sum over rides of at least `LEAST_RIDERS` riders, disjoint from every other cell of the definition. What a day's cell had
 * too few riders for is in a cell of its week, or of its quarter: with all keys, or with null for those that were merged.
 */
const Cell = z.object({
  key: z.array(z.string().nullable()),
  values: z.array(Value),
  revision: z.number().int(),
});
export type FigureCell = z.infer<typeof Cell>;

/**
 * What is published of a block now, one document for each; its id is `block|definition|grain|block`. A week's document holds only
 * what is in none of its days' cells, a quarter's only what is in none of its weeks' and days'. Ratios, percentiles and totals
 * are made from sums of cells.
 */
export const FigureBlock = z.object({
  kind: z.literal("block"),
  ...block,
  /** The block's bounds, ms since epoch, the end exclusive. */
  from: z.number(),
  to: z.number(),
  /** Raised with each publication in which something is another. */
  revision: z.number().int(),
  published_at: z.number(),
  /** Of the ledger when it was computed. */
  position: z.number(),
  /** Version of the definition. */
  formula: z.number().int(),
  /** Whether it ended more than 24 h before it was published. */
  closed: z.boolean(),
  groupings: z.array(z.string()),
  measures: z.array(z.string()),
  cells: z.array(Cell),
  /** Distinct over the block, cells of shorter blocks included; null where fewer than `LEAST_RIDERS`. Never added. */
  riders: z.number().nullable(),
  bikes: z.number().nullable(),
  /** Rides of the fleet that begin in the block; null where too few bikes have them. */
  coverage: z.object({
    all: z.number().nullable(),
    counted: z.number().nullable(),
    out: z.partialRecord(z.enum(OUT_REASONS), z.number().nullable()),
  }),
  /** Share of its rides that have arrived, with an 80 % interval; null where lateness is not known. */
  completeness: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
});
export type FigureBlock = z.infer<typeof FigureBlock>;

/** A published cell that changed; id `restatement|definition|grain|block|revision`. */
export const Restatement = z.object({
  kind: z.literal("restatement"),
  ...block,
  from: z.number(),
  to: z.number(),
  revision: z.number().int(),
  published_at: z.number(),
  causes: z.array(z.enum(RESTATEMENT_CAUSES)),
  groupings: z.array(z.string()),
  measures: z.array(z.string()),
  changes: z.array(
    z.object({ key: z.array(z.string().nullable()), before: z.array(Value), after: z.array(Value) }),
  ),
});
export type Restatement = z.infer<typeof Restatement>;

/** What computing a block again gave; id `evidence|definition|grain|block|asked_at`. */
export const Evidence = z.object({
  kind: z.literal("evidence"),
  ...block,
  revision: z.number().int(),
  asked_at: z.number(),
  computed_at: z.number(),
  position: z.number(),
  same: z.boolean(),
  /** In words, where it is not the same. */
  because: z.array(z.string()),
});
export type Evidence = z.infer<typeof Evidence>;
