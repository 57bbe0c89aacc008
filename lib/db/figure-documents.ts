import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { asking } from "./faults";

export interface KeptDocument {
  readonly id: string;
  readonly document: object;
}
export interface NumberedDocument extends KeptDocument {
  readonly seq: number;
}

const listOf = (seqs: readonly number[]) => sql`${sql.param(seqs.map(String))}::text[]::bigint[]`;

/** Keeps documents to be written to the index of figures, with what they tell of; a newer one of the same id takes its place. */
export async function keepDocuments(db: Database, documents: readonly KeptDocument[]): Promise<void> {
  for (const { id, document } of documents) {
    await db.execute(sql`delete from figure_documents where id = ${id}`);
    await db.execute(
      sql`insert into figure_documents (id, document) values (${id}, ${JSON.stringify(document)}::text::jsonb)`,
    );
  }
}

/** The oldest that are to be written, of so many bytes together or a single one of more; all throw AppError `unavailable`. */
export async function nextDocuments(
  db: Database,
  most: number,
  mostBytes: number,
): Promise<NumberedDocument[]> {
  const rows = await asking(() =>
    db.execute<{ id: string; seq: string; document: object }>(sql`
      select id, seq, document from (
        select id, seq, document, row_number() over (order by seq) as place,
          sum(octet_length(document::text)) over (order by seq) as bytes
        from (select id, seq, document from figure_documents where refused is null order by seq limit ${most}) as first
      ) as sized where place = 1 or bytes <= ${mostBytes} order by seq`),
  );
  return rows.map(({ id, seq, document }) => ({ id, seq: Number(seq), document }));
}

/** Which of them no newer one has replaced. */
export async function standingDocuments(db: Database, seqs: readonly number[]): Promise<Set<number>> {
  const rows = await asking(() =>
    db.execute<{ seq: string }>(sql`select seq from figure_documents where seq = any(${listOf(seqs)})`),
  );
  return new Set(rows.map(({ seq }) => Number(seq)));
}

/** Removes those that are written. */
export async function endDocuments(db: Database, seqs: readonly number[]): Promise<void> {
  await asking(() => db.execute(sql`delete from figure_documents where seq = any(${listOf(seqs)})`));
}

/** Keeps why one cannot be written at all; it is not sent again, and a newer one of the same id is. */
export async function refuseDocument(db: Database, seq: number, why: string): Promise<void> {
  await asking(() =>
    db.execute(sql`update figure_documents set refused = ${why} where seq = ${seq}::bigint`),
  );
}
