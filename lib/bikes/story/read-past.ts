import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { FIELD_WORDS } from "@/lib/domain/bike-words";
import type { StoryEntry } from "./models";

const atMs = z.coerce.date().transform((date) => date.getTime());
const change = (at: number, text: string): StoryEntry => ({
  kind: "change",
  atMs: at,
  text,
  by: null,
  reason: null,
});

/** What neither a bike's record nor its changes tell, as far as the reader may know it: former numbers, merged bikes. */
export async function readPast(transaction: Database, bikeId: string): Promise<StoryEntry[]> {
  return [...(await readFormerNumbers(transaction, bikeId)), ...(await readMerged(transaction, bikeId))];
}

const Former = z.object({ kind: z.string(), value: z.string(), until: atMs });

/**
 * Numbers that it lost before changes were kept, and what came instead is not known; those that a correction took are told with
 * it. A question mark stands for no number.
 */
async function readFormerNumbers(transaction: Database, bikeId: string): Promise<StoryEntry[]> {
  const rows = await transaction.execute(sql`
    select n.kind, n.value, n.until from bike_numbers n
    where n.bike_id = ${bikeId} and n.until is not null and n.value not like '?%'
      and n.kind in ('frame_number', 'fnuci', 'battery_passport', 'imei', 'iccid')
      and not exists (select from corrections c
        where c.bike_id = n.bike_id and c.field = n.kind::text and c.decided_at = n.until)
      and not exists (select from bike_changes c
        where c.bike_id = n.bike_id and c.field = n.kind::text and c.at = n.until)`);
  return rows.map((row) => {
    const { kind, value, until } = Former.parse(row);
    return change(until, `${FIELD_WORDS[kind] ?? kind} ${value} is its number no more`);
  });
}

const Merged = z.object({ bike_id: z.string(), at: atMs });

async function readMerged(transaction: Database, bikeId: string): Promise<StoryEntry[]> {
  const rows = await transaction.execute(
    sql`select bike_id, withdrawn_at as at from bikes where merged_into = ${bikeId} and withdrawn_at is not null`,
  );
  return rows.map((row) => {
    const { bike_id, at } = Merged.parse(row);
    return change(at, `${bike_id} was found to be this bike`);
  });
}
