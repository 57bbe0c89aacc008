import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import type { Ruling } from "../decide/world";
import { FACTS } from "../fact";
import { chunks } from "./chunks";
import type { Given } from "./given";

const among = z.array(z.string());
const fact = z.enum(FACTS.map(({ key }) => key));
const Stored = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("value"),
    bikeId: z.string(),
    fact,
    normal: z.string(),
    among,
  }),
  z.object({
    kind: z.literal("number"),
    lead: z.string(),
    bikeId: z.string(),
    among,
    chosen: z.object({ fact, normal: z.string() }).optional(),
  }),
  z.object({ kind: z.literal("unfit"), lead: z.string(), bikeId: z.string() }),
  z.object({ kind: z.literal("owner"), bikeId: z.string(), oemId: z.string(), among }),
  z.object({ kind: z.literal("row"), fingerprint: z.string(), bikeId: z.string().nullable() }),
]) satisfies z.ZodType<Ruling>;

/** What stewards decided about these bikes, and what people gave them, the latest last. */
export async function rulingsOn(
  transaction: Database,
  bikeIds: readonly string[],
  given: readonly Given[],
): Promise<Ruling[]> {
  const found = new Map<number, { readonly atUs: number; readonly ruling: Ruling }>();
  for (const some of chunks(bikeIds)) {
    const rows = await transaction.execute<{ id: string; ruling: unknown; at_us: string }>(sql`
      select c.id, c.details -> 'ruling' as ruling, extract(epoch from c.decided_at) * 1000000 as at_us
      from unnest(${sql.param(some)}::text[]) as a (bike_id)
      cross join lateral (select * from contradictions where bike_ids @> array[a.bike_id] offset 0) c
      where c.decided_at is not null and c.details ? 'ruling'`);
    for (const { id, ruling, at_us } of rows)
      found.set(Number(id), { atUs: Number(at_us), ruling: Stored.parse(ruling) });
  }
  const ruled = [...found].sort(([a], [b]) => a - b).map(([, each]) => each);
  const gave = given.map(({ atUs, bikeId, fact, normal, lead }) => ({
    atUs,
    ruling: { kind: "given", bikeId, fact, normal, lead } satisfies Ruling,
  }));
  return [...gave, ...ruled].sort((a, b) => a.atUs - b.atUs).map(({ ruling }) => ruling);
}
