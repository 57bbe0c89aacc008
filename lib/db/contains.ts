import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** Whether a text holds another, whatever the case; characters that mean something to LIKE mean themselves. */
export const contains = (text: SQLWrapper, part: string): SQL =>
  sql`${text} ilike ${`%${part.replace(/[\\%_]/g, "\\$&")}%`}`;
