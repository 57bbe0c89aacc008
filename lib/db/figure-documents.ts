import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { asking } from "./faults";

export interface KeptDocument {
  readonly id: string;
  readonly document: object;
}

/** Keeps documents to be written to the index of figures, with what they tell of; a newer one of the same id takes its place. */
export async function keepDocuments(db: Database, documents: readonly KeptDocument[]): Promise<void> {
  for (const { id, document } of documents) {
    await db.execute(sql`delete from figure_documents where id = ${id}`);
    await db.execute(
      sql`insert into figure_documents (id, document) values (${id}, ${JSON.stringify(document)}::text::jsonb)`,
    );
  }
}

/** The oldest that are to be written; both throw AppError `unavailable`. */
export async function nextDocuments(
  db: Database,
  most: number,
): Promise<{ readonly id: string; readonly seq: number; readonly document: object }[]> {
  const rows = await asking(() =>
    db.execute<{ id: string; seq: string; document: object }>(
      sql`select id, seq, document from figure_documents order by seq limit ${most}`,
    ),
  );
  return rows.map(({ id, seq, document }) => ({ id, seq: Number(seq), document }));
}

/** Removes those that are written. */
export async function endDocuments(db: Database, seqs: readonly number[]): Promise<void> {
  await asking(() =>
    db.execute(sql`delete from figure_documents where seq = any(${`{${seqs.join()}}`}::bigint[])`),
  );
}
