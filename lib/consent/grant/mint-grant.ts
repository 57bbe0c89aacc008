import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import type { Purpose } from "@/lib/domain/consent";
import { riderPseudonym } from "../projection/pseudonyms";
import type { ConsentGrant } from "./consent-grant";
import { unwrapKey } from "./wrap-key";

const Row = z.object({
  position: z.coerce.number(),
  purged: z.array(z.string()),
  /** Grants that a withdrawal ended whose purge is not done. */
  ended: z.array(z.object({ position: z.number(), rider: z.string(), wrapped: z.string() })),
});

/**
 * The right to compute from consented rides of a purpose now: a withdrawal that was recorded before is excluded, purged or
 * not. One statement, so that all of it is as of one moment.
 * @param db of the login `slipstream_projection`. @param wrapping the key that is not in the database.
 */
export async function mintGrant(db: Database, purpose: Purpose, wrapping: Uint8Array): Promise<ConsentGrant> {
  const [found] = await db.execute(sql`
    select (select coalesce(max(position), 0) from consent_entries) as position,
      array(select pseudonym from purged_pseudonyms where purpose = ${purpose}) as purged,
      coalesce((select jsonb_agg(jsonb_build_object('position', k.position, 'rider', k.rider_id,
          'wrapped', encode(k.wrapped_key, 'base64')))
        from purges_due d join grant_keys k on k.rider_id = d.rider_id and k.purpose = d.purpose and k.position < d.position
        where d.purpose = ${purpose} and k.wrapped_key is not null), '[]') as ended`);
  const { position, purged, ended } = Row.parse(found);
  const due = ended.map((grant) =>
    riderPseudonym(unwrapKey(wrapping, Buffer.from(grant.wrapped, "base64"), grant.position), grant.rider),
  );
  return asGrant({ purpose, position, excluded: new Set([...purged, ...due]) });
}

type Plain<T> = { [K in keyof T as K extends symbol ? never : K]: T[K] };
const asGrant = (grant: Plain<ConsentGrant>): ConsentGrant => grant as ConsentGrant;
