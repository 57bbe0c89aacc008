import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";

const Row = z.object({ rider: z.string(), client: z.string(), erasedMs: z.coerce.number().nullable() });

/** Who signed an upload, and through which client it came. */
interface Signed {
  readonly riderId: string;
  readonly clientId: string;
}

/**
 * Until when a rider had all erased, ms since epoch; null for never, undefined for who is no rider of the client's organisation
 * that anybody knows.
 */
export type ErasedUntil = (signed: Signed) => number | null | undefined;

/** @throws AppError `unavailable`. */
export async function signersOf(signed: readonly Signed[], db: Database): Promise<ErasedUntil> {
  const asked = [...new Map(signed.map((one) => [keyOf(one), one])).values()].filter(
    ({ riderId, clientId }) => isId(riderId) && isId(clientId),
  );
  if (asked.length === 0) return () => undefined;
  const pairs = JSON.stringify(asked.map(({ riderId, clientId }) => ({ rider: riderId, client: clientId })));
  const rows = await asking(() =>
    db.execute(sql`
      select s.rider, s.client, (select floor(extract(epoch from max(e.asked_at)) * 1000)::bigint from erasures e
          where e.rider_id = s.rider) as "erasedMs"
      from jsonb_to_recordset(${pairs}::text::jsonb) as s (rider uuid, client uuid)
      join riders r on r.id = s.rider
      join api_clients c on c.id = s.client and c.organisation_id = r.organisation_id`),
  );
  const found = new Map(
    rows
      .map((row) => Row.parse(row))
      .map(({ rider, client, erasedMs }) => [keyOf({ riderId: rider, clientId: client }), erasedMs]),
  );
  return (one) => found.get(keyOf(one));
}

const isId = (text: string): boolean => z.uuid().safeParse(text).success;
const keyOf = ({ riderId, clientId }: Signed): string => `${riderId}/${clientId}`;
