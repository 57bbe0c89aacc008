import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import type { StoryEntry } from "./models";

/** More than a bike's story has; the newest are told. */
const MOST_ENTRIES = 500;

const atMs = z.coerce.date().transform((date) => date.getTime());
const Audit = z.object({
  at: atMs,
  verb: z.string(),
  subject: z.string(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditedChange = z.infer<typeof Audit>;

/**
 * What the audit has of a bike, newest first; for the maker's people only: of itself, of the file that brought it and the
 * contradictions about it. What changed many bikes at once names none of them, and has the moment of what it changed.
 */
export async function readAudit(transaction: Database, bikeId: string): Promise<AuditedChange[]> {
  const rows = await transaction.execute(sql`
    with subjects as (
      select ${`bike:${bikeId}`} as subject
      union select 'batch:' || batch_id from bikes where bike_id = ${bikeId} and batch_id is not null
      union select 'contradiction:' || id from contradictions where bike_ids @> array[${bikeId}]
    ), moments as (
      select voided_at as at from component_periods where bike_id = ${bikeId}
      union select withdrawn_at from bikes where bike_id = ${bikeId}
      union select registered_at from bikes where bike_id = ${bikeId}
      union select until from bike_numbers where bike_id = ${bikeId}
      union select at from bike_changes where bike_id = ${bikeId}
    ), found as (
      select a.id from audit a join subjects s on s.subject = a.subject
      where a.verb <> 'withdraw-batch'
      union select a.id from audit a join moments m on m.at = a.at
      where a.verb in ('withdraw-batch', 'import-facts', 'take-back-facts', 'decide-contradiction')
      union select a.id from bikes b join audit a on a.subject = 'batch:' || b.batch_id
      where b.bike_id = ${bikeId} and a.verb = 'withdraw-batch' and a.at >= b.registered_at
        and (b.withdrawn_at is null or b.withdrawn_at >= a.at)
    )
    select a.at, a.verb, a.subject, u.name as by, a.reason, a.details from found join audit a using (id)
    left join users u on a.actor = 'user:' || u.id order by a.at desc limit ${MOST_ENTRIES}`);
  return rows.map((row) => Audit.parse(row));
}

const Opening = z.object({ at: atMs, by: z.string(), reason: z.string() });

/** Who opened where the bike was, and why. */
export async function readOpenings(transaction: Database, bikeId: string): Promise<StoryEntry[]> {
  const rows = await transaction.execute(sql`
    select l.stated_at as at, u.name as by, l.reason from location_reasons l join users u on u.id = l.user_id
    where l.bike_id = ${bikeId} order by l.stated_at desc limit ${MOST_ENTRIES}`);
  return rows.map((row) => {
    const { at, by, reason } = Opening.parse(row);
    return { kind: "location", atMs: at, text: "Positions opened for 60 minutes", by, reason };
  });
}
