import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { FIELD_WORDS, PART_WORDS } from "@/lib/domain/bike-words";
import type { StoryEntry } from "./models";

const atMs = z.coerce.date().transform((date) => date.getTime());
const change = (at: number, text: string, reason: string | null = null): StoryEntry => ({
  kind: "change",
  atMs: at,
  text,
  by: null,
  reason,
});

/** What a bike's record does not tell, as far as the reader may know it: former numbers, merged bikes, contradictions. */
export async function readPast(transaction: Database, bikeId: string): Promise<StoryEntry[]> {
  return [
    ...(await readFormerNumbers(transaction, bikeId)),
    ...(await readMerged(transaction, bikeId)),
    ...(await readContradictions(transaction, bikeId)),
  ];
}

const Former = z.object({ kind: z.string(), value: z.string(), until: atMs });

/** Numbers that it has no more; those that a correction took are told with it. A question mark stands for no number. */
async function readFormerNumbers(transaction: Database, bikeId: string): Promise<StoryEntry[]> {
  const rows = await transaction.execute(sql`
    select n.kind, n.value, n.until from bike_numbers n
    where n.bike_id = ${bikeId} and n.until is not null and n.value not like '?%'
      and n.kind in ('frame_number', 'fnuci', 'battery_passport', 'imei', 'iccid')
      and not exists (select from corrections c
        where c.bike_id = n.bike_id and c.field = n.kind::text and c.decided_at = n.until)`);
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

const Contradiction = z.object({
  fact: z.string().nullable(),
  decision: z.string(),
  reason: z.string().nullable(),
  at: atMs,
});

const ENDS: Readonly<Record<string, string>> = {
  merge: "two bikes were found to be one",
  split: "two bikes were told apart",
  keep: "what was believed stays",
  take: "another value was taken",
  settled: "what is known agrees by now",
};

async function readContradictions(transaction: Database, bikeId: string): Promise<StoryEntry[]> {
  const rows = await transaction.execute(
    sql`select fact, decision, reason, at from contradictions_decided(${bikeId})`,
  );
  return rows.map((row) => {
    const { fact, decision, reason, at } = Contradiction.parse(row);
    const what = fact === null ? "" : ` on the ${factLabel(fact)}`;
    return change(at, `Old data contradicted each other${what}: ${ENDS[decision] ?? decision}`, reason);
  });
}

const PARTS: Readonly<Record<string, string>> = PART_WORDS;
const factLabel = (fact: string): string => {
  const part = PARTS[fact.replace(/_(serial|part)$/, "")];
  return (FIELD_WORDS[fact] ?? part ?? fact.replaceAll("_", " ")).toLowerCase();
};
