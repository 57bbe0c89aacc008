import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { BoardScope } from "./board-scope";
import { inScope } from "./in-scope";

const Row = z.object({ bike_id: z.string(), model: z.string(), registered_at: z.coerce.date() });

export interface RegisteredBike {
  readonly bikeId: string;
  readonly model: string;
  readonly registeredAt: Date;
}

/** Of these bikes, those of the board's that were registered a week ago or longer, the longest ago first. */
export async function getRegisteredLongAgo(
  author: Author,
  scope: BoardScope,
  bikeIds: readonly string[],
  now: Date,
  stores: MasterData = masterData(),
): Promise<RegisteredBike[]> {
  if (bikeIds.length === 0) return [];
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select b.bike_id, m.name as model, b.registered_at from bikes b join bike_models m on m.id = b.model_id
        where b.bike_id = any (${sql.param(bikeIds)}::text[]) and b.withdrawn_at is null and ${inScope(scope, "b")}
          and b.registered_at < ${now.toISOString()}::timestamptz - interval '7 days'
        order by b.registered_at, b.bike_id`),
    stores,
  );
  return rows.map((row) => {
    const { bike_id, model, registered_at } = Row.parse(row);
    return { bikeId: bike_id, model, registeredAt: registered_at };
  });
}
