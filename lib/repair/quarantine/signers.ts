import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import type { Corrected } from "./correct";
import type { Entry } from "./entry";

const Signer = z.object({
  rider: z.string(),
  client: z.string(),
  erasedMs: z.coerce.number().nullable(),
});
type Signed = Pick<Entry, "signedBy" | "client">;

/**
 * Riders who signed what is in quarantine, through clients of their organisation: until when the rider had all erased, ms since
 * epoch; null for never. One that is not known is not among them.
 */
export type Signers = ReadonlyMap<string, number | null>;

/** @throws AppError `unavailable`. */
export async function signersOf(entries: readonly Signed[], db: Database): Promise<Signers> {
  const asked = [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()].filter(
    ({ signedBy, client }) => [signedBy, client].every((id) => z.uuid().safeParse(id).success),
  );
  if (asked.length === 0) return new Map();
  const pairs = JSON.stringify(asked.map(({ signedBy, client }) => ({ rider: signedBy, client })));
  const rows = await asking(() =>
    db.execute(sql`
      select s.rider, s.client, (select floor(extract(epoch from max(e.asked_at)) * 1000)::bigint from erasures e
          where e.rider_id = s.rider) as "erasedMs"
      from jsonb_to_recordset(${pairs}::text::jsonb) as s (rider uuid, client uuid)
      join riders r on r.id = s.rider
      join api_clients c on c.id = s.client and c.organisation_id = r.organisation_id`),
  );
  return new Map(
    rows
      .map((row) => Signer.parse(row))
      .map(({ rider, client, erasedMs }) => [keyOf({ signedBy: rider, client }), erasedMs]),
  );
}

/** Why the rider who signed keeps a reading from its corrected time, or null where nobody does. */
export function whySignerForbids({ entry, timeMs }: Corrected, signers: Signers): string | null {
  if (entry.signedBy === null) return null;
  const erasedMs = signers.get(keyOf(entry));
  if (erasedMs === undefined)
    return "expected a reading whose rider is known, got one signed by a rider whom nobody knows: it would count for whoever owns the bike";
  if (erasedMs === null || timeMs >= erasedMs) return null;
  return `expected a reading whose rider was not erased, got one of before ${new Date(erasedMs).toISOString()}, until when its rider had all erased`;
}

const keyOf = ({ signedBy, client }: Signed): string => `${signedBy}/${client}`;
