import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import type { Ruling } from "../decide/world";
import { FACTS } from "../fact";

const among = z.array(z.string());
const Stored = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("value"),
    bikeId: z.string(),
    fact: z.enum(FACTS.map(({ key }) => key)),
    normal: z.string(),
    among,
  }),
  z.object({ kind: z.literal("number"), lead: z.string(), bikeId: z.string(), among }),
  z.object({ kind: z.literal("owner"), bikeId: z.string(), oemId: z.string(), among }),
  z.object({ kind: z.literal("row"), fingerprint: z.string(), bikeId: z.string().nullable() }),
]) satisfies z.ZodType<Ruling>;

/** What stewards decided about these bikes, the latest last. */
export async function rulingsOn(transaction: Database, bikeIds: readonly string[]): Promise<Ruling[]> {
  const rows = await transaction.execute<{ ruling: unknown }>(sql`
    select details -> 'ruling' as ruling from contradictions
    where bike_ids && ${sql.param(bikeIds)}::text[] and decided_at is not null and details ? 'ruling'
    order by decided_at, id`);
  return rows.map(({ ruling }) => Stored.parse(ruling));
}
