import { bigint, index, pgEnum, pgTable, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { CONSENT_DECISIONS } from "@/lib/domain/consent";
import { moment } from "./columns";
import { organisations } from "./schema";

export const consentDecision = pgEnum("consent_decision", CONSENT_DECISIONS);

/**
 * What riders agreed to and what they took back: one chain over all. Rows are appended by `append_consent` alone, never
 * changed or removed (a trigger sees to it); another one numbers them without gaps, in the order of their commits.
 */
export const consentEntries = pgTable(
  "consent_entries",
  {
    position: bigint("position", { mode: "number" }).primaryKey().default(0),
    /** Made by the sender; of one organisation it is sent once. */
    id: uuid("id").notNull(),
    senderId: uuid("sender_id")
      .notNull()
      .references(() => organisations.id),
    /** The rider's; one key over both is in the migration. */
    organisationId: uuid("organisation_id").notNull(),
    riderId: uuid("rider_id").notNull(),
    purpose: text("purpose").notNull(),
    decision: consentDecision("decision").notNull(),
    /** When the rider said so; a grant that is older than a withdrawal comes too late and is refused. */
    decidedAt: moment("decided_at").notNull(),
    /** Of a grant never before it was recorded, of a withdrawal never later. */
    effectiveAt: moment("effective_at").notNull(),
    noticeVersion: smallint("notice_version").notNull(),
    language: text("language").notNull(),
    channel: text("channel").notNull(),
    /** As the audit names who does something. */
    recordedBy: text("recorded_by").notNull(),
    /** What staff went by; null where the rider's client itself recorded it. */
    evidence: text("evidence"),
    /** To the millisecond; no entry has an earlier one than the entry before it. */
    recordedAt: moment("recorded_at").notNull().defaultNow(),
    /** SHA-256, hexadecimal; zeros before the first row. */
    previousHash: text("previous_hash").notNull().default(""),
    hash: text("hash").notNull().default(""),
  },
  (table) => [
    uniqueIndex("consent_entries_sent").on(table.senderId, table.id),
    index("consent_entries_rider").on(table.riderId, table.position),
    index("consent_entries_purpose").on(table.purpose, table.position),
  ],
);
