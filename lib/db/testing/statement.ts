/** For suites of rooms that have no statements of their own: they set up and look at what the database keeps. */
export { sql } from "drizzle-orm";
