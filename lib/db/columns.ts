import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { bigint, timestamp } from "drizzle-orm/pg-core";

/** An instant. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** When a row was made. */
export const made = () => moment("created_at").notNull().defaultNow();

/** A key that the database counts. */
export const identity = () => bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity();

/** A text that has something in it and at most so many characters, as JavaScript counts them: letters beyond 65,535 twice. */
export const fitting = (column: AnyColumn, most: number): SQL =>
  sql`char_length(${column}) + regexp_count(${column}, '[\\U00010000-\\U0010ffff]') between 1 and ${sql.raw(String(most))}`;
