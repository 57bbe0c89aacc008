import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { each, inTurns } from "@/lib/in-turns";
import type { Statement } from "../statement";
import { chunks } from "./chunks";
import { statementIn } from "./statements";

/** What a file says, and of that what nobody else does: neither a file that is not taken back, nor what was registered. */
interface SaidByFile {
  readonly statements: number;
  readonly alone: readonly Statement[];
}

export async function saidByFile(transaction: Database, fileId: string): Promise<SaidByFile> {
  const rows = await transaction.execute<{ digest: string }>(
    sql`select digest from legacy_said where file_id = ${fileId}::uuid order by digest`,
  );
  const alone: Statement[] = [];
  for (const part of chunks(rows.map(({ digest }) => digest))) {
    const found = await transaction.execute(sql`
      select s.* from unnest(${sql.param(part)}::text[]) as a (digest)
      cross join lateral (
        select digest, oem_id, source, trust, facts from legacy_statements where digest = a.digest and is_said offset 0) s
      where not exists (
        select from legacy_said o join legacy_files f on f.id = o.file_id
        where o.digest = a.digest and o.file_id <> ${fileId}::uuid and f.taken_back_at is null)`);
    alone.push(...(await inTurns(each(found, statementIn))));
  }
  return { statements: rows.length, alone };
}

/** From now on nobody says these; they are kept, and count again with the next file that says so. */
export async function silence(transaction: Database, statements: readonly Statement[]): Promise<void> {
  for (const part of chunks(statements)) {
    const digests = sql`${sql.param(part.map(({ digest }) => digest))}::text[]`;
    await transaction.execute(
      sql`update legacy_statements set is_said = false where digest = any (${digests})`,
    );
  }
}

/**
 * Names of other files that repeated rows before it was kept which file says what, where these may be rows of this one: of the
 * same OEM, source and trust. How files change bikes is counted since it is kept.
 */
export async function untracedBeside(transaction: Database, fileId: string): Promise<string[]> {
  const rows = await transaction.execute<{ file_name: string }>(sql`
    select o.file_name from legacy_files f
    join legacy_files o on (o.oem_id, o.source, o.trust) = (f.oem_id, f.source, f.trust) and o.id <> f.id
    where f.id = ${fileId}::uuid and o.taken_back_at is null and not o.counts ? 'changes'
      and (o.counts #>> '{outcomes,repeated}')::integer > 0
    order by o.created_at, o.id`);
  return rows.map(({ file_name }) => file_name);
}
