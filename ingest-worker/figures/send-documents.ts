import type { Database } from "@/lib/db/client";
import { endDocuments, nextDocuments } from "@/lib/db/figure-documents";
import type { Elasticsearch } from "@/lib/es/client";
import { lines, sendLines } from "../rides/send-lines";

const DOCUMENTS_AT_ONCE = 50;

/**
 * Writes what is published to the index that reports read. What is interrupted is written again, which changes nothing.
 * @param onSent is told of each, by its kind.
 */
export async function sendDocuments(
  db: Database,
  es: Elasticsearch,
  index: string,
  onSent: (kind: string) => void = () => undefined,
): Promise<number> {
  for (let sent = 0; ; ) {
    const documents = await nextDocuments(db, DOCUMENTS_AT_ONCE);
    if (documents.length === 0) return sent;
    await sendLines(
      es,
      index,
      documents.map(({ id, document }) => lines({ index: { _id: id } }, document)),
    );
    await endDocuments(
      db,
      documents.map(({ seq }) => seq),
    );
    for (const { document } of documents) onSent("kind" in document ? String(document.kind) : "");
    sent += documents.length;
  }
}
