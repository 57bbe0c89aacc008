import { sql } from "drizzle-orm";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { requireSteward } from "./steward";

/** OEMs whose old data may be taken in, by name. @throws AppError `forbidden`. */
export async function listOems(
  author: Author,
  stores: MasterData = masterData(),
): Promise<{ id: string; name: string }[]> {
  requireSteward(author);
  return asAuthor(
    author,
    async (transaction) => [
      ...(await transaction.execute<{ id: string; name: string }>(
        sql`select id, name from organisations where kind = 'oem' and closed_at is null order by name`,
      )),
    ],
    stores,
  );
}
