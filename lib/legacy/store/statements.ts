import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { TRUSTS } from "@/lib/domain/master-data";
import { each, inTurns } from "@/lib/in-turns";
import { FACTS, type FactKey } from "../fact";
import { leadsOf, type Statement, type Told } from "../statement";
import { chunks } from "./chunks";

const Row = z.object({
  digest: z.string(),
  oem_id: z.string(),
  source: z.string(),
  trust: z.enum(TRUSTS),
  facts: z.record(z.string(), z.tuple([z.string(), z.string()])),
});

/** A statement and, where it came in a file, its row there. */
export interface Recorded {
  readonly statement: Statement;
  readonly row?: number;
}

/**
 * Keeps statements for ever, and which file said them, also again; those that are there already stay as they are.
 * @returns digests of those that nobody said before, or not since they were taken back.
 */
export async function recordStatements(
  transaction: Database,
  recorded: readonly Recorded[],
  fileId: string | null,
): Promise<Set<string>> {
  const fresh = new Set<string>();
  for (const part of chunks(recorded)) {
    const rows = part.map(({ statement: { digest, oemId, source, trust, facts }, row }) => ({
      digest,
      oem_id: oemId,
      source,
      trust,
      facts: Object.fromEntries([...facts].map(([key, { value, normal }]) => [key, [value, normal]])),
      row_number: row ?? null,
    }));
    const json = JSON.stringify(rows);
    const made = await transaction.execute<{ digest: string }>(sql`
      insert into legacy_statements (digest, oem_id, source, trust, facts, file_id, row_number)
      select distinct on (g.digest) g.digest, g.oem_id, g.source, g.trust, g.facts, ${fileId}::uuid, g.row_number
      from jsonb_to_recordset(${json}::jsonb)
        as g (digest text, oem_id uuid, source text, trust trust, facts jsonb, row_number integer)
      order by g.digest, g.row_number
      on conflict (digest) do update set is_said = true where not legacy_statements.is_said returning digest`);
    if (fileId !== null)
      await transaction.execute(sql`
        insert into legacy_said (digest, file_id, row_number)
        select g.digest, ${fileId}::uuid, min(g.row_number)
        from jsonb_to_recordset(${json}::jsonb) as g (digest text, row_number integer)
        group by g.digest order by g.digest on conflict do nothing`);
    for (const { digest } of made) fresh.add(digest);
    const keys = part.flatMap(({ statement }) =>
      fresh.has(statement.digest) ? leadsOf(statement).map((key) => ({ key, digest: statement.digest })) : [],
    );
    await transaction.execute(sql`
      insert into legacy_keys (key, digest)
      select g.key, g.digest from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as g (key text, digest text)
      on conflict do nothing`);
  }
  return fresh;
}

/** All statements that something leads from and somebody still says. */
export async function statementsWith(transaction: Database, leads: readonly string[]): Promise<Statement[]> {
  const rows = await transaction.execute(sql`
    with found as materialized (
      select distinct k.digest from unnest(${sql.param(leads)}::text[]) as a (key)
      cross join lateral (select digest from legacy_keys where key = a.key offset 0) k
    )
    select s.* from found cross join lateral (
      select digest, oem_id, source, trust, facts from legacy_statements where digest = found.digest and is_said offset 0) s`);
  return inTurns(each(rows, statementIn));
}

/** A statement as it is stored. */
export function statementIn(row: unknown): Statement {
  const { digest, oem_id, source, trust, facts } = Row.parse(row);
  const told = FACTS.flatMap(({ key }): [FactKey, Told][] => {
    const pair = facts[key];
    return pair ? [[key, { value: pair[0], normal: pair[1] }]] : [];
  });
  return { digest, oemId: oem_id, source, trust, facts: new Map(told) };
}
