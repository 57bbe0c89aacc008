import { asc } from "drizzle-orm";
import { type Database, database } from "@/lib/db/client";
import { audit } from "@/lib/db/schema";
import { type Author, requireMaker } from "./author";

/** The verbs that the audit has entries of, sorted. @throws AppError `forbidden`. */
export async function listVerbs(author: Author, db: Database = database()): Promise<string[]> {
  requireMaker(author, "admin");
  const rows = await db.select({ verb: audit.verb }).from(audit).groupBy(audit.verb).orderBy(asc(audit.verb));
  return rows.map(({ verb }) => verb);
}
