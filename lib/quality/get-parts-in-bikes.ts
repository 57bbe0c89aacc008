import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { BoardScope } from "./board-scope";
import { inScope } from "./in-scope";

const Row = z.object({
  bike_id: z.string(),
  kind: z.enum(["motor", "battery", "display", "module"]),
  serials: z.array(z.string()),
  normals: z.array(z.string()),
});

export interface PartsInBike {
  readonly bikeId: string;
  readonly kind: z.infer<typeof Row>["kind"];
  /** As they are registered; a bike may have two batteries. */
  readonly serials: readonly string[];
  /** As numbers are compared. */
  readonly normals: readonly string[];
}

/** Components that these bikes of the board's have now, by what is registered. */
export async function getPartsInBikes(
  author: Author,
  scope: BoardScope,
  bikeIds: readonly string[],
  stores: MasterData = masterData(),
): Promise<PartsInBike[]> {
  if (bikeIds.length === 0) return [];
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select b.bike_id, c.kind, array_agg(c.serial) as serials, array_agg(c.serial_normal) as normals
        from bikes b join component_periods p on p.bike_id = b.bike_id and p.valid_to is null and p.voided_at is null
        join components c on c.id = p.component_id
        where b.bike_id = any (${sql.param(bikeIds)}::text[]) and b.withdrawn_at is null and ${inScope(scope, "b")}
          and c.kind in ('motor', 'battery', 'display', 'module')
        group by 1, 2 order by 1, 2`),
    stores,
  );
  return rows.map((row) => {
    const { bike_id, kind, serials, normals } = Row.parse(row);
    return { bikeId: bike_id, kind, serials, normals };
  });
}
