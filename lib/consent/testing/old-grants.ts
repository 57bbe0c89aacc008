import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { ConsentDecision, Purpose } from "@/lib/domain/consent";

/**
 * For suites: grants may have taken effect long ago from now on, as no verb can make them. Waits for whoever reads the ledger:
 * sooner than a worker that does so all the time.
 * @param db of the owner.
 */
export async function letGrantsBeOld(db: Database): Promise<void> {
  await db.execute(sql`alter table consent_entries drop constraint if exists consent_entry_in_time`);
}

interface Entry {
  readonly organisationId: string;
  readonly riderId: string;
  readonly purpose: Purpose;
  readonly decision: ConsentDecision;
  /** Ms since epoch; when it is recorded, if left out. */
  readonly effectiveMs?: number | undefined;
}

/** Appends as the ledger does. @param db of the owner. @returns the entry's position. */
export async function appendEntry(
  db: Database,
  { organisationId, riderId, purpose, decision, effectiveMs }: Entry,
): Promise<number> {
  const [row] = await db.execute<{ position: string }>(sql`insert into consent_entries
    (id, sender_id, organisation_id, rider_id, purpose, decision, effective_at, notice_version, language, channel, recorded_by)
    values (gen_random_uuid(), ${organisationId}, ${organisationId}, ${riderId}, ${purpose}, ${decision},
      to_timestamp(${effectiveMs ?? null}::float8 / 1000), 1, 'en', 'app', 'api-client:x') returning position`);
  return Number(row?.position);
}
