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
  by: z.string().nullable(),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditedChange = z.infer<typeof Audit>;

/** What the audit has of a bike, newest first; for the maker's people only. */
export async function readAudit(transaction: Database, bikeId: string): Promise<AuditedChange[]> {
  const rows = await transaction.execute(sql`
    select a.at, a.verb, u.name as by, a.reason, a.details from audit a
    left join users u on a.actor = 'user:' || u.id
    where a.subject = ${`bike:${bikeId}`} order by a.at desc limit ${MOST_ENTRIES}`);
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
