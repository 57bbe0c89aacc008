import { BulkFault } from "./bulk";
import type { Elasticsearch } from "./client";

export interface StoredDocument {
  readonly id: string;
  readonly seqNo: number;
  readonly primaryTerm: number;
  readonly source: Readonly<Record<string, unknown>>;
}

interface RawDocument {
  readonly _id: string;
  readonly found?: boolean;
  readonly _seq_no?: number;
  readonly _primary_term?: number;
  readonly _source?: Record<string, unknown>;
  readonly error?: { readonly reason?: string };
}

/**
 * Reads documents by id, without waiting for a refresh; null where there is none.
 * @throws BulkFault `retriable` when the store did not answer.
 */
export async function readByIds(
  es: Elasticsearch,
  index: string,
  ids: readonly string[],
): Promise<(StoredDocument | null)[]> {
  const answer = await es.transport
    .request<{ docs: RawDocument[] }>({ method: "POST", path: `/${index}/_mget`, body: { ids } })
    .catch((cause: unknown) => {
      throw new BulkFault("retriable", 0, `${index}: could not be read`, cause);
    });
  return answer.docs.map((doc) => {
    if (doc.error)
      throw new BulkFault("retriable", 0, `${index}: ${doc.error.reason ?? "could not be read"}`);
    if (!doc.found || !doc._source) return null;
    return { id: doc._id, seqNo: doc._seq_no ?? 0, primaryTerm: doc._primary_term ?? 0, source: doc._source };
  });
}
