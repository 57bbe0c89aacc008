import { sql } from "drizzle-orm";
import { bigint, boolean, check, date, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { fitting, identity, made, moment } from "./columns";
import { users } from "./schema";

/** What people signed: for which purpose they look at figures, and what for. Rows are added, never changed or removed. */
export const reportSignatures = pgTable(
  "report_signatures",
  {
    id: identity(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    purpose: text("purpose").notNull(),
    /** In their own words. */
    task: text("task").notNull(),
    signedAt: moment("signed_at").notNull().defaultNow(),
    /** Until when it opens reports. */
    endsAt: moment("ends_at").notNull().default(sql`now() + interval '12 hours'`),
  },
  (table) => [
    index("report_signatures_user").on(table.userId, table.purpose, table.endsAt),
    check("report_signature_fits", sql`${fitting(table.task, 300)} and ${table.endsAt} > ${table.signedAt}`),
  ],
);

/** Who asked which figures under which signature. Rows are added, never changed or removed. */
export const reportQueries = pgTable(
  "report_queries",
  {
    id: identity(),
    signatureId: bigint("signature_id", { mode: "number" })
      .notNull()
      .references(() => reportSignatures.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    purpose: text("purpose").notNull(),
    definition: text("definition").notNull(),
    fromDay: date("from_day").notNull(),
    toDay: date("to_day").notNull(),
    groupings: text("groupings").array().notNull(),
    /** Whether the period before was asked for as well. */
    compares: boolean("compares").notNull(),
    /** Shown, taken away as a file, or computed again. */
    use: text("use").notNull(),
    askedAt: moment("asked_at").notNull().defaultNow(),
  },
  (table) => [
    index("report_queries_asked").on(table.askedAt),
    index("report_queries_user").on(table.userId, table.askedAt),
    index("report_queries_definition").on(table.definition, table.askedAt),
    index("report_queries_signature").on(table.signatureId),
  ],
);

/** Ways of looking at a report that somebody keeps under a name; who has its link may look at it as well. */
export const reportViews = pgTable(
  "report_views",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    name: text("name").notNull(),
    definition: text("definition").notNull(),
    /** What of the report's address says how it is shown. */
    query: text("query").notNull(),
    createdAt: made(),
    removedAt: moment("removed_at"),
  },
  (table) => [
    uniqueIndex("report_views_name")
      .on(table.userId, sql`lower(${table.name})`)
      .where(sql`${table.removedAt} is null`),
    check("report_view_fits", sql`${fitting(table.name, 80)} and char_length(${table.query}) <= 600`),
  ],
);
