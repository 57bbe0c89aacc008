import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { newGrantKey, unwrapKey, wrapKey } from "../grant/wrap-key";
import type { GrantKey } from "./pseudonyms";

/** A grant that rides of a bike count by. */
export interface NeededGrant {
  readonly bikeId: string;
  readonly position: number;
  readonly riderId: string;
  readonly purpose: string;
}

const bytes = z.instanceof(Uint8Array);
const Kept = z.object({ bikeId: z.string(), position: z.coerce.number(), wrapped: bytes });
const Made = z.object({ position: z.coerce.number(), wrapped: bytes.nullable() });

/** Keys of the grants under which documents of bikes may be, by bike and position. */
export async function keysOfBikes(
  transaction: Database,
  bikeIds: readonly string[],
  wrapping: Uint8Array,
): Promise<Map<string, Map<number, GrantKey>>> {
  const rows = await transaction.execute(sql`
    select p.bike_id as "bikeId", k.position, k.wrapped_key as wrapped
    from projected_grants p join grant_keys k using (position)
    where p.bike_id = any(${sql.param([...bikeIds])}::text[]) and k.wrapped_key is not null`);
  const keys = new Map<string, Map<number, GrantKey>>();
  for (const row of rows) {
    const { bikeId, position, wrapped } = Kept.parse(row);
    const own = keys.get(bikeId) ?? new Map<number, GrantKey>();
    keys.set(bikeId, own.set(position, unwrapKey(wrapping, wrapped, position)));
  }
  return keys;
}

/** Of grants, those that a withdrawal ended whose purge is not done. */
export async function grantsToPurge(
  transaction: Database,
  positions: readonly number[],
): Promise<ReadonlySet<number>> {
  if (positions.length === 0) return new Set();
  const rows = await transaction.execute(sql`
    select k.position from grant_keys k
    join purges_due d on d.rider_id = k.rider_id and d.purpose = k.purpose and k.position < d.position
    where k.position = any(${sql.param(positions.map(String))}::text[]::bigint[])`);
  return new Set(rows.map(({ position }) => Number(position)));
}

/**
 * Makes keys of grants that have none, and notes whose documents may be under them: committed before this returns, so that no
 * document is ever under a key that is lost. Their riders are held meanwhile, so that none is being purged.
 * @param db outside of the transaction that holds them.
 */
export async function makeKeys(
  db: Database,
  needed: readonly NeededGrant[],
  wrapping: Uint8Array,
): Promise<Map<number, GrantKey>> {
  const grants = [...new Map(needed.map((grant) => [grant.position, grant])).values()].toSorted(
    (a, b) => a.position - b.position,
  );
  const positions = sql`${sql.param(grants.map(({ position }) => String(position)))}::text[]::bigint[]`;
  const rows = await db.transaction(async (transaction) => {
    await transaction.execute(sql`
      insert into grant_keys (position, rider_id, purpose, wrapped_key)
      select * from unnest(${positions}, ${sql.param(grants.map(({ riderId }) => riderId))}::text[]::uuid[],
        ${sql.param(grants.map(({ purpose }) => purpose))}::text[],
        (select array_agg(decode(w, 'base64') order by n) from unnest(${sql.param(
          grants.map(({ position }) => wrapKey(wrapping, newGrantKey(), position).toString("base64")),
        )}::text[]) with ordinality as w (w, n)))
      on conflict do nothing`);
    await transaction.execute(sql`
      insert into projected_grants (bike_id, position)
      select * from unnest(${sql.param(needed.map(({ bikeId }) => bikeId))}::text[],
        ${sql.param(needed.map(({ position }) => String(position)))}::text[]::bigint[])
      on conflict do nothing`);
    return transaction.execute(
      sql`select position, wrapped_key as wrapped from grant_keys where position = any(${positions})`,
    );
  });
  return new Map(
    rows.map((row) => {
      const { position, wrapped } = Made.parse(row);
      if (wrapped === null)
        throw new Error(`expected grant ${position}, which stands, to have a key; it was destroyed`);
      return [position, unwrapKey(wrapping, wrapped, position)];
    }),
  );
}
