import { bigint, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { identity, moment } from "./columns";
import { riders } from "./schema-riders";

/** That everything of a rider's periods is to be removed; never changed or removed itself (a trigger sees to it). */
export const erasures = pgTable(
  "erasures",
  {
    /** Made by who asks: the same again is the same. */
    id: uuid("id").primaryKey(),
    riderId: uuid("rider_id")
      .notNull()
      .references(() => riders.id),
    reason: text("reason").notNull(),
    /** What was gone by: a letter and where it is kept, a call and how the rider was told apart from others. */
    evidence: text("evidence").notNull(),
    /** As the audit names who does something. */
    askedBy: text("asked_by").notNull(),
    askedAt: moment("asked_at").notNull().defaultNow(),
    /** Of the ledger: the withdrawals that were appended with it. */
    withdrawals: bigint("withdrawals", { mode: "number" }).array().notNull(),
  },
  (table) => [index("erasures_rider").on(table.riderId, table.askedAt)],
);

const ofErasure = () =>
  uuid("erasure_id")
    .notNull()
    .references(() => erasures.id);

/**
 * What was reported under an id for a stretch of time, and must not be there; ms since epoch, from inclusive to exclusive,
 * null has no end on that side. All of an id are told together to the topic.
 */
export const tombstones = pgTable(
  "tombstones",
  {
    id: identity(),
    erasureId: ofErasure(),
    riderId: uuid("rider_id").notNull(),
    /** The bike that the readings count for, whose rides they are; the key of the rider's where they are what the rider signed. */
    bikeId: text("bike_id").notNull(),
    /** The id that they were reported under, or that key. */
    reportedAs: text("reported_as").notNull(),
    /** Null: both. */
    source: text("source"),
    fromMs: bigint("from_ms", { mode: "number" }),
    toMs: bigint("to_ms", { mode: "number" }),
    /** Of tombstones of the past: what other riders signed for; ms, both inclusive. By now they are cut around it. */
    spared: jsonb("spared").$type<readonly (readonly [number, number])[]>().notNull().default([]),
  },
  (table) => [
    unique("tombstones_once")
      .on(table.erasureId, table.bikeId, table.reportedAs, table.source, table.fromMs, table.toMs)
      .nullsNotDistinct(),
    index("tombstones_reported_as").on(table.reportedAs),
    index("tombstones_bike").on(table.bikeId),
  ],
);

/** How far an erasure has come: whoever goes on with it begins at the first step that has not ended. */
export const erasureSteps = pgTable(
  "erasure_steps",
  {
    erasureId: ofErasure(),
    step: text("step").notNull(),
    begunAt: moment("begun_at").notNull().defaultNow(),
    endedAt: moment("ended_at"),
    /** By stream, as the step found them and left them. */
    counts: jsonb("counts").$type<Readonly<Record<string, number>>>().notNull().default({}),
    /** How often it failed, one after the other, when last, and by what; null once it has ended. */
    failures: integer("failures").notNull().default(0),
    failedAt: moment("failed_at"),
    fault: text("fault"),
  },
  (table) => [primaryKey({ columns: [table.erasureId, table.step] })],
);

/** That nothing is there any more, and what a later look found; appended only. */
export const erasureReceipts = pgTable(
  "erasure_receipts",
  {
    id: identity(),
    erasureId: ofErasure(),
    /** `erased` the first time, `checked` from then on. */
    kind: text("kind").notNull(),
    streams: jsonb("streams")
      .$type<readonly { readonly stream: string; readonly before: number; readonly after: number }[]>()
      .notNull(),
    /** When each step began and ended, ms since epoch. */
    steps: jsonb("steps")
      .$type<readonly { readonly step: string; readonly begunMs: number; readonly endedMs: number }[]>()
      .notNull(),
    madeAt: moment("made_at").notNull().defaultNow(),
  },
  (table) => [index("erasure_receipts_erasure").on(table.erasureId)],
);

/** Up to which entry of the ledger withdrawals are told to the topic that outlives this database; one row. */
export const toldWithdrawals = pgTable("told_withdrawals", {
  id: integer("id").primaryKey(),
  position: bigint("position", { mode: "number" }).notNull(),
});
