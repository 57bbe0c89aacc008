import { sql } from "drizzle-orm";
import { type Author, requireMaker } from "@/lib/audit/author";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { eachBike } from "./each-bike";

/**
 * Has the entities of all bikes published as they are now, for a topic that lost some. No bike changes.
 * @returns how many bikes there are.
 * @throws AppError `forbidden`, `unavailable` (what was asked for by then is published; asking again is safe).
 */
export async function republishBikes(author: Author, db: Database = database()): Promise<number> {
  requireMaker(author, "platform");
  return asking(async () => {
    let bikes = 0;
    for await (const ids of eachBike(db)) {
      // Locked first: an entity that was read before a change must not be written behind the change's own.
      await db.transaction(async (transaction) => {
        const list = sql`${sql.param([...ids])}::text[]`;
        await transaction.execute(
          sql`select from bikes where bike_id = any(${list}) order by bike_id for update`,
        );
        await transaction.execute(sql`select write_entities(${list})`);
      });
      bikes += ids.length;
    }
    await record(db, { author, verb: "republish-bikes", subject: "bikes", details: { bikes } });
    return bikes;
  });
}
