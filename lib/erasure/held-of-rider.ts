import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import type { Registration } from "@/lib/domain/registration";
import { EVER, type Stretch } from "@/lib/domain/whose-bikes";

const ms = z.coerce.number();
const Held = z.object({
  bikeId: z.string(),
  by: z.enum(["owner", "signature"]),
  from: ms.nullable().default(null),
  to: ms.nullable().default(null),
});
const bound = z.number().nullable();
const Swaps = z.object({
  bikeId: z.string(),
  taken: z.array(z.object({ reported_as: z.string(), from: bound, to: bound })),
  given: z.array(z.object({ bike_id: z.string(), from: bound, to: bound })),
});

/** When a bike was a rider's, or a rider signed for having ridden it; ms since epoch, from inclusive to exclusive. */
export interface HeldStretch extends Stretch {
  readonly bikeId: string;
  readonly by: "owner" | "signature";
}

const atMs = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::bigint`);

/**
 * Which bikes a rider had when: as their owner, and by what the rider signed for, in runs. Times as the entities of bikes have
 * them, so that two owners part at one of them.
 */
export async function stretchesOf(transaction: Database, riderId: string): Promise<HeldStretch[]> {
  const rows = await transaction.execute(sql`
    select bike_id as "bikeId", 'owner' as by, ${atMs("valid_from")} as from, ${atMs("valid_to")} as to
    from ownership_periods where rider_id = ${riderId}::uuid and voided_at is null
    union all
    select bike_id, 'signature', lower(run), upper(run) from (
      select bike_id, unnest(range_agg(int8range(${atMs("from_at")}, ${atMs("to_at")} + 1))) as run
      from counted_attributions where rider_id = ${riderId}::uuid group by bike_id
    ) as runs
    order by 1, 3 nulls first`);
  return rows.map((row) => {
    const { bikeId, by, from, to } = Held.parse(row);
    return { bikeId, by, fromMs: from ?? EVER.fromMs, toMs: to ?? EVER.toMs };
  });
}

/** Where modules of these bikes were in others, and others' in these; as the entities of bikes say it. */
export async function swapsOf(
  transaction: Database,
  bikeIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<Registration, "readings_in" | "readings_out">>> {
  const stretch = sql`'from', ${atMs("p.valid_from")}, 'to', ${atMs("p.valid_to")}`;
  const rows = await transaction.execute(sql`
    with asked as (select unnest(${sql.param([...bikeIds])}::text[]) as bike_id)
    select a.bike_id as "bikeId",
      coalesce((select jsonb_agg(jsonb_build_object('reported_as', c.reports_as, ${stretch}))
        from component_periods p join components c on c.id = p.component_id
        where p.bike_id = a.bike_id and p.kind = 'module' and p.voided_at is null and c.reports_as <> p.bike_id), '[]') as taken,
      coalesce((select jsonb_agg(jsonb_build_object('bike_id', p.bike_id, ${stretch}))
        from components c join component_periods p on p.component_id = c.id
        where c.reports_as = a.bike_id and c.kind = 'module' and p.voided_at is null and p.bike_id <> c.reports_as), '[]') as given
    from asked a`);
  const swaps = new Map<string, Pick<Registration, "readings_in" | "readings_out">>();
  for (const row of rows) {
    const { bikeId, taken, given } = Swaps.parse(row);
    if (taken.length + given.length > 0) swaps.set(bikeId, { readings_in: taken, readings_out: given });
  }
  return swaps;
}
