import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { identity, moment } from "./columns";
import { apiClients } from "./schema";
import { consentEntries } from "./schema-consent";
import { riders } from "./schema-riders";

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
const position = (name: string) => bigint(name, { mode: "number" });
const rider = () =>
  uuid("rider_id")
    .notNull()
    .references(() => riders.id);

/**
 * Who rode: a rider, signed in at the phone that sent uploads, and when readings of a bike in them follow one another. Made by
 * `attribute_rides`, which joins what is at most 5 min apart of one rider and bike. The view `counted_attributions` has what of it
 * counts: while the bike was one of the rider's organisation.
 */
export const attributions = pgTable(
  "attributions",
  {
    id: identity(),
    /** Of any bike that reported, registered or not. */
    bikeId: text("bike_id").notNull(),
    riderId: rider(),
    /** Both inclusive, to the millisecond. */
    from: moment("from_at").notNull(),
    to: moment("to_at").notNull(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => apiClients.id),
    /** The edge's id of the upload that told it last. */
    uploadId: text("upload_id").notNull(),
    recordedAt: moment("recorded_at").notNull().defaultNow(),
  },
  (table) => [
    index("attributions_bike").on(table.bikeId, table.from),
    index("attributions_rider").on(table.riderId),
    check("attribution_forward", sql`${table.from} <= ${table.to}`),
    check("attribution_upload_fits", sql`char_length(${table.uploadId}) between 1 and 120`),
  ],
);

/** Keys of pseudonyms, one for each grant that rides count by. The row stays when the key is destroyed. */
export const grantKeys = pgTable(
  "grant_keys",
  {
    /** Of the grant in the ledger. */
    position: position("position")
      .primaryKey()
      .references(() => consentEntries.position),
    riderId: rider(),
    purpose: text("purpose").notNull(),
    /** Wrapped by a key that is not in the database. */
    wrappedKey: bytes("wrapped_key"),
    madeAt: moment("made_at").notNull().defaultNow(),
    destroyedAt: moment("destroyed_at"),
  },
  (table) => [
    index("grant_keys_rider").on(table.riderId, table.purpose),
    check(
      "grant_key_is_there_or_destroyed",
      sql`(${table.wrappedKey} is null) = (${table.destroyedAt} is not null)`,
    ),
  ],
);

/** Held shared by whoever writes consented rides of a rider, and alone by whoever purges them. */
export const riderLocks = pgTable("rider_locks", { riderId: rider().primaryKey() });

/** Bikes whose rides may count otherwise: written by triggers with what changed, removed when they are projected. */
export const projectionMarks = pgTable(
  "projection_marks",
  {
    id: identity(),
    bikeId: text("bike_id").notNull(),
    /** Rides that overlap it; null has no end on that side. */
    from: moment("from_at"),
    to: moment("to_at"),
    /** One of RESTATEMENT_CAUSES. */
    cause: text("cause").notNull(),
    markedAt: moment("marked_at").notNull().defaultNow(),
  },
  (table) => [index("projection_marks_bike").on(table.bikeId)],
);

/**
 * Days whose consented rides are about to change, committed before they do and removed with the marks of figures: what is
 * found here of a subject that nobody works on, somebody began who was interrupted.
 */
export const projecting = pgTable(
  "projecting",
  {
    /** `bike:<id>` or `rider:<id>`. */
    subject: text("subject").notNull(),
    purpose: text("purpose").notNull(),
    day: date("day", { mode: "string" }).notNull(),
    causes: text("causes").array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.purpose, table.day] })],
);

/** Grants under which documents of a bike may be: committed before the first of them is written. */
export const projectedGrants = pgTable(
  "projected_grants",
  {
    bikeId: text("bike_id").notNull(),
    position: position("position")
      .notNull()
      .references(() => grantKeys.position),
  },
  (table) => [
    primaryKey({ columns: [table.bikeId, table.position] }),
    index("projected_grants_position").on(table.position),
  ],
);

/** How many rides a bike has that begin on a day, how many of them count for a purpose, and why the others do not. */
export const rideDays = pgTable(
  "ride_days",
  {
    purpose: text("purpose").notNull(),
    /** In the zone of the reports. */
    day: date("day", { mode: "string" }).notNull(),
    bikeId: text("bike_id").notNull(),
    rides: integer("rides").notNull(),
    counted: integer("counted").notNull(),
    noRider: integer("no_rider").notNull(),
    noConsent: integer("no_consent").notNull(),
    withdrawn: integer("withdrawn").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.purpose, table.day, table.bikeId] }),
    index("ride_days_bike").on(table.bikeId, table.day),
    check(
      "ride_days_add_up",
      sql`${table.rides} = ${table.counted} + ${table.noRider} + ${table.noConsent} + ${table.withdrawn}`,
    ),
  ],
);

/** Numbers marks of figures: whoever marks a day again gives it another. */
export const figureMarksSeq = pgSequence("figure_marks_seq");

/**
 * Days whose figures are to be computed anew. Whoever computes them takes the row's `seq` before it reads, and removes the row
 * only where it still has it; else it sets `markedAt` to when it took it.
 */
export const figureMarks = pgTable(
  "figure_marks",
  {
    purpose: text("purpose").notNull(),
    /** In the zone of the reports. */
    day: date("day", { mode: "string" }).notNull(),
    /** Of RESTATEMENT_CAUSES, all since it was taken. */
    causes: text("causes").array().notNull(),
    /** When the oldest change was told that was not computed since. */
    markedAt: moment("marked_at").notNull().defaultNow(),
    seq: bigint("seq", { mode: "number" }).notNull().default(sql`nextval('figure_marks_seq')`),
  },
  (table) => [
    primaryKey({ columns: [table.purpose, table.day] }),
    index("figure_marks_oldest").on(table.markedAt),
  ],
);

/** Withdrawals whose purge is not done: written with the entry itself, so that it excludes its grants at once. */
export const purgesDue = pgTable(
  "purges_due",
  {
    position: position("position")
      .primaryKey()
      .references(() => consentEntries.position),
    riderId: rider(),
    purpose: text("purpose").notNull(),
    askedAt: moment("asked_at").notNull().defaultNow(),
    /** Documents that whoever began found; it may have been interrupted. */
    found: integer("found").notNull().default(0),
  },
  (table) => [index("purges_due_purpose").on(table.purpose, table.riderId)],
);

/** That a withdrawal's documents are gone and its keys destroyed; never changed or removed (a trigger sees to it). */
export const purgeReceipts = pgTable("purge_receipts", {
  id: identity(),
  riderId: rider(),
  purpose: text("purpose").notNull(),
  /** Of the withdrawal in the ledger. */
  position: position("position")
    .notNull()
    .unique()
    .references(() => consentEntries.position),
  /** Positions of the grants that it ended and that had keys. */
  grants: bigint("grants", { mode: "number" }).array().notNull(),
  /** Of the rider, one for each of these grants. */
  pseudonyms: text("pseudonyms").array().notNull(),
  streams: jsonb("streams").$type<readonly { stream: string; before: number; after: number }[]>().notNull(),
  keysDestroyed: integer("keys_destroyed").notNull(),
  askedAt: moment("asked_at").notNull(),
  begunAt: moment("begun_at").notNull(),
  doneAt: moment("done_at").notNull().defaultNow(),
});

const ofReceipt = () =>
  bigint("receipt_id", { mode: "number" })
    .notNull()
    .references(() => purgeReceipts.id);

/** Searches for the pseudonyms of a receipt, and what they found; appended only. */
export const purgeChecks = pgTable(
  "purge_checks",
  {
    id: identity(),
    receiptId: ofReceipt(),
    streams: jsonb("streams").$type<readonly { stream: string; found: number }[]>().notNull(),
    found: integer("found").notNull(),
    /** As the audit names who does something; null for the one an hour later. */
    askedBy: text("asked_by"),
    checkedAt: moment("checked_at").notNull().defaultNow(),
  },
  (table) => [index("purge_checks_receipt").on(table.receiptId)],
);

/** Checks that are to be made. */
export const purgeChecksDue = pgTable(
  "purge_checks_due",
  {
    id: identity(),
    receiptId: ofReceipt(),
    dueAt: moment("due_at").notNull().defaultNow(),
    askedBy: text("asked_by"),
  },
  (table) => [index("purge_checks_due_at").on(table.dueAt)],
);

/** Pseudonyms that no computation uses, until a check an hour after the purge found none of them. */
export const purgedPseudonyms = pgTable(
  "purged_pseudonyms",
  {
    pseudonym: text("pseudonym").primaryKey(),
    purpose: text("purpose").notNull(),
    receiptId: ofReceipt(),
  },
  (table) => [
    index("purged_pseudonyms_purpose").on(table.purpose),
    index("purged_pseudonyms_receipt").on(table.receiptId),
  ],
);

/** When all bikes with rides were projected, and for which zone and version of the projection. */
export const wholeProjections = pgTable("whole_projections", {
  id: identity(),
  zone: text("zone").notNull(),
  version: integer("version").notNull(),
  bikes: integer("bikes").notNull(),
  markedAt: moment("marked_at").notNull().defaultNow(),
});

/** The way through all bikes that is not at its end: how far it is, so that whoever is interrupted goes on from there. */
export const wholeProjectionsOpen = pgTable(
  "whole_projections_open",
  {
    zone: text("zone").notNull(),
    version: integer("version").notNull(),
    /** `rides`: bikes that have some, `kept`: those of which only something is kept. */
    phase: text("phase").notNull().default("rides"),
    /** The last bike of this phase that is done. */
    after: text("after"),
    bikes: integer("bikes").notNull().default(0),
    /** All were done, and are looked at once more. */
    isAgain: boolean("is_again").notNull().default(false),
    dueAt: moment("due_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.zone, table.version] }),
    check("whole_projection_phase", sql`${table.phase} in ('rides', 'kept')`),
  ],
);
