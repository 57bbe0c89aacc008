import { sql } from "drizzle-orm";
import { type Database, database } from "@/lib/db/client";
import { type Author, requireMaker } from "./author";

/** The verbs that the audit has entries of, sorted; each is looked for behind the one before. @throws AppError `forbidden`. */
export async function listVerbs(author: Author, db: Database = database()): Promise<string[]> {
  requireMaker(author, "admin");
  const rows = await db.execute<{ verb: string }>(sql`
    with recursive verbs as (
      (select verb from audit order by verb limit 1)
      union all
      select (select a.verb from audit a where a.verb > v.verb order by a.verb limit 1) from verbs v where v.verb is not null
    )
    select verb from verbs where verb is not null order by verb`);
  return rows.map(({ verb }) => verb);
}
