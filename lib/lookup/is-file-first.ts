import { sql } from "drizzle-orm";
import { MOST_BY_HAND } from "@/lib/db/by-hand";
import type { Database } from "@/lib/db/client";

/** Whether the numbers of very many bikes are due while a file is being worked on. @param db of the maker's login. */
export async function isFileFirst(db: Database): Promise<boolean> {
  const [row] = await db.execute<{ first: boolean }>(sql`
    select (select count(*) from (select from bike_numbers_due limit ${MOST_BY_HAND + 1}) due) > ${MOST_BY_HAND} and is_file_under_way() as first`);
  return row?.first === true;
}
