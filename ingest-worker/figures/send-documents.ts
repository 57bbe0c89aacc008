import type { Database } from "@/lib/db/client";
import {
  endDocuments,
  type NumberedDocument,
  nextDocuments,
  refuseDocument,
  standingDocuments,
} from "@/lib/db/figure-documents";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import { isTooLarge } from "../persist-in-parts";
import { lines, sendLines } from "../rides/send-lines";

const DOCUMENTS_AT_ONCE = 50;
/** A sixth of what Elasticsearch takes; documents of places have megabytes. */
const BYTES_AT_ONCE = 16 * 2 ** 20;

export interface Sending {
  readonly db: Database;
  readonly es: Elasticsearch;
  readonly index: string;
  /** Of a document that is too large even alone. */
  readonly onRefused: (id: string, why: string) => void;
  /** Of each that was written, by its kind. */
  readonly onSent?: (kind: string) => void;
}

/**
 * Writes what is published to the index that reports read. What is interrupted is written again, which changes nothing.
 * @returns how many were written.
 */
export async function sendDocuments(sending: Sending): Promise<number> {
  for (let sent = 0; ; ) {
    const documents = await nextDocuments(sending.db, DOCUMENTS_AT_ONCE, BYTES_AT_ONCE);
    if (documents.length === 0) return sent;
    const written = await sendInParts(sending, documents);
    // Those that another writer was faster with are there for the next turn.
    if (written === null) return sent;
    sent += written;
  }
}

/** @returns how many were written; null where none of them was done with. */
async function sendInParts(sending: Sending, documents: readonly NumberedDocument[]): Promise<number | null> {
  try {
    return await sendOnce(sending, documents);
  } catch (fault) {
    if (!isTooLarge(fault)) throw fault;
    const [first] = documents;
    if (documents.length === 1 && first) return refuse(sending, first, fault);
    const half = Math.ceil(documents.length / 2);
    const [before, after] = [
      await sendInParts(sending, documents.slice(0, half)),
      await sendInParts(sending, documents.slice(half)),
    ];
    return before === null ? after : before + (after ?? 0);
  }
}

/**
 * First it is seen what stands in the index, then which documents no newer one has replaced since they were read, and each takes
 * the place of just what was seen. So what a process that stood still writes late never takes the place of something newer.
 */
async function sendOnce(
  { db, es, index, onSent }: Sending,
  documents: readonly NumberedDocument[],
): Promise<number | null> {
  const seen = await readByIds(
    es,
    index,
    documents.map(({ id }) => id),
    ["revision"],
  );
  const standing = await standingDocuments(
    db,
    documents.map(({ seq }) => seq),
  );
  const actions = documents.flatMap(({ id, seq, document }, at) => {
    if (!standing.has(seq)) return [];
    const place = seen[at];
    const action = place
      ? { index: { _id: id, if_seq_no: place.seqNo, if_primary_term: place.primaryTerm } }
      : { create: { _id: id } };
    const kind = "kind" in document ? String(document.kind) : "";
    return [{ seq, kind, text: lines(action, document) }];
  });
  const items = await sendLines(
    es,
    index,
    actions.map(({ text }) => text),
  );
  const written = actions.filter((_, at) => items[at]?.kind === "done");
  if (written.length === 0 && actions.length === documents.length) return null;
  await endDocuments(
    db,
    written.map(({ seq }) => seq),
  );
  for (const { kind } of written) onSent?.(kind);
  return written.length;
}

async function refuse(
  { db, onRefused }: Sending,
  { id, seq }: NumberedDocument,
  fault: unknown,
): Promise<number> {
  const why = fault instanceof Error ? fault.message : String(fault);
  await refuseDocument(db, seq, why);
  onRefused(id, why);
  return 0;
}
