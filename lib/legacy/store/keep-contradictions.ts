import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { Contradiction } from "../decide/contradictions";
import type { Decided } from "../decide/decide";
import { chunks } from "./chunks";

/**
 * Opens contradictions that are new, brings those that are open up to date, and closes those of these bikes that what is
 * known no longer bears out. What OEMs have files of is told to none of them, but kept with nobody's bikes. Of one that comes
 * to another OEM with its bike, what the first was asked and said stays in the audit.
 * @returns how many were opened, and how many closed.
 */
export async function keepContradictions(
  transaction: Database,
  bikeIds: readonly string[],
  { contradictions }: Pick<Decided, "contradictions">,
  nobody: string | null,
): Promise<{ opened: number; closed: number }> {
  const borneOut = new Set(contradictions.map(({ fingerprint }) => fingerprint));
  let [opened, closed] = [0, 0];
  for (const some of chunks(bikeIds)) closed += await closeAllBut(borneOut, transaction, some);
  for (const some of chunks(contradictions)) opened += await keepOpen(transaction, some, nobody);
  return { opened, closed };
}

/** @returns how many were closed. */
async function closeAllBut(
  borneOut: ReadonlySet<string>,
  transaction: Database,
  bikeIds: readonly string[],
): Promise<number> {
  const open = await transaction.execute<{ id: string; fingerprint: string }>(sql`
    select distinct c.id, c.fingerprint from unnest(${sql.param(bikeIds)}::text[]) as a (bike_id)
    cross join lateral (select * from contradictions where bike_ids @> array[a.bike_id] offset 0) c
    where c.decided_at is null and c.details ? 'sides'`);
  const over = open.flatMap(({ id, fingerprint }) => (borneOut.has(fingerprint) ? [] : [id]));
  if (over.length === 0) return 0;
  await transaction.execute(sql`
    update contradictions set decision = 'settled', decided_by = 'service', decided_at = now(),
      reason = 'What is known does not contradict itself any more.'
    where id = any (${sql.param(over)}::bigint[])`);
  return over.length;
}

/** @returns how many were opened. */
async function keepOpen(
  transaction: Database,
  contradictions: readonly Contradiction[],
  nobody: string | null,
): Promise<number> {
  const rows = contradictions.map(({ kind, fingerprint, bikeIds: ids, fact, lead, sides }) => ({
    kind,
    fingerprint,
    bike_ids: ids,
    oem_id: kind === "one-bike-two-oems" ? nobody : null,
    details: { fact, lead, sides },
  }));
  const made = await transaction.execute<{ is_new: boolean }>(sql`
    insert into contradictions as c (oem_id, kind, bike_ids, details, fingerprint)
    select coalesce(g.oem_id, b.oem_id), g.kind, array(select jsonb_array_elements_text(g.bike_ids)), g.details, g.fingerprint
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g (kind text, fingerprint text, bike_ids jsonb, details jsonb, oem_id uuid)
    cross join lateral (select oem_id from bikes where bike_id = g.bike_ids ->> 0 offset 0) b
    on conflict (fingerprint) where decided_at is null do update
      set details = excluded.details, bike_ids = excluded.bike_ids, oem_id = excluded.oem_id,
        (reason, asked_at, answer, answered_at) = (select c.reason, c.asked_at, c.answer, c.answered_at where c.oem_id = excluded.oem_id)
    where (c.details, c.bike_ids, c.oem_id) is distinct from (excluded.details, excluded.bike_ids, excluded.oem_id)
    returning xmax = 0 as is_new`);
  return made.filter(({ is_new }) => is_new).length;
}
