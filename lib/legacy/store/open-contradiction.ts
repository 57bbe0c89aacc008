import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { TRUSTS } from "@/lib/domain/master-data";
import { ToldRuling } from "@/lib/domain/ruling-words";
import { AppError } from "@/lib/errors";
import { CONTRADICTION_KINDS, type Contradiction } from "../decide/contradictions";
import { FACTS } from "../fact";

/** What stands in a contradiction's details; a ruling once it is decided, but for merges. */
export const ContradictionDetails = z.object({
  fact: z.enum(FACTS.map(({ key }) => key)).nullable(),
  lead: z.string().nullable(),
  sides: z.array(
    z.object({
      bikeId: z.string(),
      value: z.string(),
      normal: z.string(),
      said: z.array(z.object({ source: z.string(), trust: z.enum(TRUSTS) })),
      believed: z.boolean().optional(),
    }),
  ),
  ruling: ToldRuling.optional(),
});
/** The details of contradictions `c` for people: sides that are OEMs by their names. */
export const NAMED_DETAILS = sql`case when c.kind <> 'one-bike-two-oems' then c.details else c.details || jsonb_build_object('sides', (
  select jsonb_agg(s.side || jsonb_build_object('value', coalesce(n.name, s.side ->> 'value')) order by s.at)
  from jsonb_array_elements(c.details -> 'sides') with ordinality as s (side, at)
  left join organisations n on n.id::text = s.side ->> 'normal')) end`;

const Row = z.object({
  kind: z.enum(CONTRADICTION_KINDS),
  fingerprint: z.string(),
  bike_ids: z.array(z.string()),
  details: ContradictionDetails,
  decision: z.string().nullable(),
  decided_at: z.unknown(),
});

/** Locks a contradiction to decide on it. @throws AppError `not-found`, `conflict` where somebody has decided. */
export async function openContradiction(transaction: Database, id: number): Promise<Contradiction> {
  const [found] = await transaction.execute(sql`
    select kind, fingerprint, bike_ids, details, decision, decided_at from contradictions where id = ${id} for update`);
  if (!found) throw new AppError("not-found", "There is no such contradiction.");
  const { kind, fingerprint, bike_ids, details, decision, decided_at } = Row.parse(found);
  if (decided_at !== null)
    throw new AppError("conflict", `Expected an open contradiction; it ended with ${decision}.`);
  return { kind, fingerprint, bikeIds: bike_ids, ...details };
}
