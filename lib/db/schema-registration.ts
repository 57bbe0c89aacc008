import { sql } from "drizzle-orm";
import {
  customType,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { BATCH_KINDS, BATCH_STATES, CASE_REASONS } from "@/lib/domain/master-data";
import { identity, moment } from "./columns";
import { organisations, users } from "./schema";
import { bikes, plants } from "./schema-bikes";

const oem = () =>
  uuid("oem_id")
    .notNull()
    .references(() => organisations.id);
/** Of tables with very many rows: one key over both columns (in the migration) covers what each would be asked for. */
const ofBatch = () => ({ batchId: uuid("batch_id").notNull(), oemId: uuid("oem_id").notNull() });
const ofPlant = () => ({ plantId: uuid("plant_id").notNull(), oemId: uuid("oem_id").notNull() });
const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

export const batchKind = pgEnum("batch_kind", BATCH_KINDS);
export const batchState = pgEnum("batch_state", BATCH_STATES);
export const caseReason = pgEnum("case_reason", CASE_REASONS);

/** A file of bikes, or rows that a plant's system sent, and what became of it. */
export const batches = pgTable(
  "batches",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    oemId: oem(),
    plantId: uuid("plant_id")
      .notNull()
      .references(() => plants.id),
    kind: batchKind("kind").notNull(),
    state: batchState("state").notNull().default("waiting"),
    fileName: text("file_name").notNull(),
    /** SHA-256 of the file, hexadecimal. */
    fileHash: text("file_hash").notNull(),
    /** Position of a column in the file, from 0, to its key. */
    columns: jsonb("columns").$type<Record<string, string>>().notNull().default({}),
    /** The dry run that this file was checked by, where there was one. */
    checkedBy: uuid("checked_by"),
    createdBy: text("created_by").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    /** Whoever works on it says so again every few seconds; a lease that ran out may be taken over. */
    claim: uuid("claim"),
    claimedUntil: moment("claimed_until"),
    /** How often somebody began to work on it. */
    attempts: integer("attempts").notNull().default(0),
    rows: integer("rows"),
    /** Rows that were looked at. */
    done: integer("done").notNull().default(0),
    registered: integer("registered").notNull().default(0),
    unchanged: integer("unchanged").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    /** Why it was refused as a whole. */
    fault: text("fault"),
    finishedAt: moment("finished_at"),
    withdrawnAt: moment("withdrawn_at"),
  },
  (table) => [
    index("batches_newest").on(table.createdAt, table.id),
    index("batches_oem").on(table.oemId, table.createdAt, table.id),
    index("batches_plant").on(table.plantId, table.createdAt, table.id),
    index("batches_open").on(table.createdAt).where(sql`state in ('waiting', 'working')`),
  ],
);

/** The bytes of a batch's file. */
export const batchFiles = pgTable("batch_files", {
  batchId: uuid("batch_id")
    .primaryKey()
    .references(() => batches.id),
  oemId: oem(),
  content: bytes("content").notNull(),
});

/** Rows that could not be taken, or were taken with a warning, as they were read, with what was found. */
export const batchRows = pgTable(
  "batch_rows",
  {
    ...ofBatch(),
    /** As a spreadsheet numbers them. */
    rowNumber: integer("row_number").notNull(),
    outcome: text("outcome").$type<"failed" | "warned">().notNull(),
    /** Which bike the row is about, the same in each file that has it. */
    itemKey: text("item_key").notNull(),
    cells: jsonb("cells").$type<readonly string[]>().notNull(),
    findings: jsonb("findings").notNull(),
    /** Of a failed row: when its bike was registered after all; kept here because lists of files count what is left. */
    fixedAt: moment("fixed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.rowNumber] }),
    index("batch_rows_failed").on(table.oemId, table.itemKey).where(sql`outcome = 'failed'`),
    index("batch_rows_to_fix")
      .on(table.batchId, table.oemId)
      .where(sql`outcome = 'failed' and fixed_at is null`),
  ],
);

/** Each bike that a plant ever tried to register: how it went the first time, and when it was done. */
export const registrationItems = pgTable(
  "registration_items",
  {
    ...ofPlant(),
    itemKey: text("item_key").notNull(),
    firstBatchId: uuid("first_batch_id").notNull(),
    firstAt: moment("first_at").notNull(),
    /** Reasons found the first time; empty where it passed. */
    firstReasons: text("first_reasons").array().notNull(),
    registeredAt: moment("registered_at"),
  },
  (table) => [
    primaryKey({ columns: [table.oemId, table.itemKey] }),
    index("registration_items_plant").on(table.plantId, table.firstAt),
    index("registration_items_oem").on(table.oemId, table.firstAt),
    index("registration_items_at").on(table.firstAt),
  ],
);

/** What old data and new contradict each other in, for a data steward. */
export const contradictions = pgTable(
  "contradictions",
  {
    id: identity(),
    oemId: oem(),
    /** `two-bikes-one-number`, `one-bike-two-values`, … */
    kind: text("kind").notNull(),
    bikeIds: text("bike_ids").array().notNull(),
    /** What stands against what. */
    details: jsonb("details").notNull(),
    /** The same contradiction found again is one. */
    fingerprint: text("fingerprint").notNull(),
    foundAt: moment("found_at").notNull().defaultNow(),
    /** `merge`, `split`, `keep`, `take`; null while it is open. `asked` waits for the OEM. */
    decision: text("decision"),
    decidedBy: text("decided_by"),
    decidedAt: moment("decided_at"),
    reason: text("reason"),
    askedAt: moment("asked_at"),
    answer: text("answer"),
    answeredAt: moment("answered_at"),
  },
  (table) => [
    uniqueIndex("contradictions_fingerprint").on(table.fingerprint).where(sql`decided_at is null`),
    index("contradictions_open").on(table.foundAt).where(sql`decided_at is null`),
  ],
);

/** A change that support proposes for a bike, and the OEM or a steward decides on. */
export const corrections = pgTable(
  "corrections",
  {
    id: identity(),
    oemId: oem(),
    bikeId: text("bike_id")
      .notNull()
      .references(() => bikes.bikeId),
    /** A column's key, and what it is to be. */
    field: text("field").notNull(),
    was: text("was"),
    proposed: text("proposed").notNull(),
    evidence: text("evidence").notNull(),
    proposedBy: text("proposed_by").notNull(),
    proposedAt: moment("proposed_at").notNull().defaultNow(),
    state: text("state").$type<"open" | "approved" | "declined">().notNull().default("open"),
    decidedBy: text("decided_by"),
    decidedAt: moment("decided_at"),
    decisionReason: text("decision_reason"),
  },
  (table) => [
    index("corrections_bike").on(table.bikeId),
    index("corrections_open").on(table.oemId, table.proposedAt).where(sql`state = 'open'`),
  ],
);

/** A call about a bike, registered or not. */
export const supportCases = pgTable(
  "support_cases",
  {
    id: identity(),
    /** Of registered bikes. */
    oemId: uuid("oem_id").references(() => organisations.id),
    bikeId: text("bike_id").notNull(),
    reason: caseReason("reason").notNull(),
    note: text("note"),
    openedBy: uuid("opened_by")
      .notNull()
      .references(() => users.id),
    openedAt: moment("opened_at").notNull().defaultNow(),
    closedAt: moment("closed_at"),
  },
  (table) => [index("support_cases_bike").on(table.bikeId), index("support_cases_opened").on(table.openedAt)],
);
