import { bigint, timestamp } from "drizzle-orm/pg-core";

/** An instant. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** When a row was made. */
export const made = () => moment("created_at").notNull().defaultNow();

/** A key that the database counts. */
export const identity = () => bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity();
