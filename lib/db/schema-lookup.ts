import { sql } from "drizzle-orm";
import { bigint, index, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { NUMBER_KINDS } from "@/lib/domain/master-data";
import { moment } from "./columns";

export const numberKind = pgEnum("number_kind", NUMBER_KINDS);

/**
 * Every number that a bike has or had, its components' among them: derived from them, so that one index finds all.
 * Without foreign keys, because whoever derives it must wait for nobody who changes a bike.
 */
export const bikeNumbers = pgTable(
  "bike_numbers",
  {
    bikeId: text("bike_id").notNull(),
    oemId: uuid("oem_id").notNull(),
    kind: numberKind("kind").notNull(),
    /** As written. */
    value: text("value").notNull(),
    /** Capitals and digits alone. */
    normal: text("normal").notNull().generatedAlwaysAs(sql`number_normal(value)`),
    /** Characters that look alike are one. */
    folded: text("folded").notNull().generatedAlwaysAs(sql`number_folded(value)`),
    /** [since, until) is when the bike had it; null is ever. */
    since: moment("since"),
    until: moment("until"),
  },
  (table) => [
    primaryKey({ columns: [table.bikeId, table.kind, table.normal] }),
    index("bike_numbers_folded").on(table.folded.op("text_pattern_ops")),
    index("bike_numbers_of_oem").on(table.oemId, table.folded.op("text_pattern_ops")),
    index("bike_numbers_part").using("gin", table.folded.op("gin_trgm_ops")),
  ],
);

/** Bikes whose numbers are to be derived anew; one row for each change. */
export const bikeNumbersDue = pgTable("bike_numbers_due", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  bikeId: text("bike_id").notNull(),
});

/**
 * What changed in a bike's own row, beside its components: one row for each field that a transaction changed, written by a
 * trigger. Without foreign keys, as above: what an organisation no longer has is the maker's alone.
 */
export const bikeChanges = pgTable(
  "bike_changes",
  {
    /** In the order in which it was done; moments are those of transactions, some of which wait for others. */
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    bikeId: text("bike_id").notNull(),
    /** Whoever may know of it; null for nobody but the maker. */
    oemId: uuid("oem_id"),
    /** A column of bikes, `model` and `oem` for the ids of these. */
    field: text("field").notNull(),
    was: text("was"),
    isNow: text("is_now"),
    /** The moment that the audit has of the same change. */
    at: moment("at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.bikeId, table.field, table.at] })],
);
