import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import type { Purpose } from "@/lib/domain/consent";
import type { ConsentGrant } from "./consent-grant";

/** A grant's key as it is kept, and whose it is. */
export interface KeptKey {
  readonly position: number;
  readonly riderId: string;
  readonly wrappedKey: Uint8Array;
}

/**
 * What reading the consented rides of a purpose takes: as of now, with the names of all whose withdrawal is recorded.
 * @param db as the login of the projection.
 * @param pseudonymOf the name that a rider has under a key; only who can unwrap keys knows it.
 * @throws AppError `unavailable`.
 */
export async function mintGrant(
  db: Database,
  purpose: Purpose,
  pseudonymOf: (key: KeptKey) => string,
): Promise<ConsentGrant> {
  const [row] = await asking(() =>
    db.execute<{
      position: string;
      purged: string[];
      leaving: { position: number; rider: string; key: string }[];
    }>(sql`
      select
        (select coalesce(max(position), 0) from consent_entries) as position,
        (select coalesce(array_agg(pseudonym), '{}') from purged_pseudonyms where purpose = ${purpose}) as purged,
        (select coalesce(jsonb_agg(jsonb_build_object('position', keys.position, 'rider', keys.rider_id,
            'key', encode(keys.wrapped_key, 'base64'))), '[]')
          from purges_due due join grant_keys keys on keys.rider_id = due.rider_id and keys.purpose = due.purpose
          where due.purpose = ${purpose} and keys.wrapped_key is not null and keys.position < due.position) as leaving`),
  );
  const leaving = (row?.leaving ?? []).map(({ position, rider, key }) =>
    pseudonymOf({ position, riderId: rider, wrappedKey: Buffer.from(key, "base64") }),
  );
  const excluded = new Set([...(row?.purged ?? []), ...leaving]);
  return minted({ purpose, position: Number(row?.position ?? 0), excluded });
}

type Plain<T> = { [K in keyof T as K extends symbol ? never : K]: T[K] };
const minted = (grant: Plain<ConsentGrant>): ConsentGrant => grant as ConsentGrant;
