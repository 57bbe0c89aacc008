import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { mayAssign, requireRight } from "./who";

const Fleet = z.object({ id: z.string(), name: z.string() });

/** Fleets that a bike can be assigned to, by name. @throws AppError `forbidden`, `unavailable`. */
export async function listFleets(
  author: Author,
  stores?: MasterData,
): Promise<readonly z.infer<typeof Fleet>[]> {
  requireRight(author, mayAssign);
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(
        sql`select id, name from organisations where kind = 'fleet' and closed_at is null order by name limit 1000`,
      ),
    stores,
  );
  return rows.map((row) => Fleet.parse(row));
}
