import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/** More changes than people make by hand: those of a file. */
const MANY = 200;

/** Whether the numbers of very many bikes are due while a file is being worked on. @param db of the maker's login. */
export async function isFileFirst(db: Database): Promise<boolean> {
  const [row] = await db.execute<{ first: boolean }>(sql`
    select (select count(*) from (select from bike_numbers_due limit ${MANY + 1}) due) > ${MANY} and exists (
      select from batches where state = 'working' and claimed_until > now()) as first`);
  return row?.first === true;
}
