import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { identity, moment } from "./columns";

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

const place = () => ({
  table: text("table_name").notNull(),
  grain: text("grain").notNull(),
  /** `2026-11-20`, `2026-W47`, `2026-Q4`. */
  block: text("block").notNull(),
});

/** Cells that were published, with what of their riders each publication stands on: for the lane of figures only. */
export const figureAtoms = pgTable(
  "figure_atoms",
  {
    id: identity(),
    ...place(),
    /** JSON, null for keys that were merged. */
    key: text("key").notNull(),
    revision: integer("revision").notNull(),
    /** As published last, by measure of the table. */
    values: jsonb("cell_values").$type<readonly (number | readonly number[] | null)[]>().notNull(),
    /** Of all publications: hashes of riders and of what they added, packed. */
    exposures: bytes("exposures").notNull(),
    publishedAt: moment("published_at").notNull(),
  },
  (table) => [unique("figure_atoms_place").on(table.table, table.grain, table.block, table.key)],
);

/** Blocks that have or will have figures. */
export const figureBlocks = pgTable(
  "figure_blocks",
  {
    ...place(),
    purpose: text("purpose").notNull(),
    quarter: text("quarter").notNull(),
    from: moment("from_at").notNull(),
    to: moment("to_at").notNull(),
    /** Of what was published last; 0 where nothing was. */
    revision: integer("revision").notNull().default(0),
    /** When it was computed last. */
    publishedAt: moment("published_at"),
    isClosed: boolean("is_closed").notNull().default(false),
    /** When it is computed next, whether or not a day of it is marked; null of a closed one of which no day was computed since. */
    dueAt: moment("due_at"),
    /** Riders and bikes of its cells when their number was published last. */
    riders: integer("riders").notNull().default(0),
    bikes: integer("bikes").notNull().default(0),
    /** What was said of its rides: exactly, and what was shown of it. */
    coverage: jsonb("coverage"),
    /** What its documents say beside cells, as text: to know whether they are others. */
    summary: text("summary").notNull().default(""),
    /** Of RESTATEMENT_CAUSES: why days of it were computed since it was. */
    causes: text("causes").array().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.table, table.grain, table.block] }),
    index("figure_blocks_due").on(table.dueAt),
    index("figure_blocks_block").on(table.block),
  ],
);

/** Documents to be written to the index of figures: kept with what they tell, removed when they are there. */
export const figureDocuments = pgTable("figure_documents", {
  id: text("id").primaryKey(),
  document: jsonb("document").notNull(),
  seq: bigint("seq", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
  /** Why the store takes it never, however often it is sent; null of those that are to be sent. */
  refused: text("refused"),
});

/** Blocks that somebody wants computed again, to see that they give what was published. */
export const evidenceRequests = pgTable(
  "evidence_requests",
  {
    id: identity(),
    definition: text("definition").notNull(),
    grain: text("grain").notNull(),
    block: text("block").notNull(),
    askedBy: text("asked_by").notNull(),
    askedAt: moment("asked_at").notNull().defaultNow(),
    answeredAt: moment("answered_at"),
  },
  (table) => [index("evidence_requests_open").on(table.answeredAt, table.id)],
);
