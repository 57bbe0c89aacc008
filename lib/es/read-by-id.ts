import { BulkFault } from "./bulk";
import { classifyType } from "./bulk-answer";
import type { Elasticsearch } from "./client";
import { asBulkFault } from "./request-fault";

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
  readonly error?: { readonly type?: string; readonly reason?: string };
}

/**
 * Reads documents by id, without waiting for a refresh; null where there is none.
 * @param fields what is read of each; all where none are named.
 * @throws BulkFault by the class of what was answered, `retriable` when the store did not answer.
 */
export async function readByIds(
  es: Elasticsearch,
  index: string,
  ids: readonly string[],
  fields: readonly string[] = [],
): Promise<(StoredDocument | null)[]> {
  const path = `/${index}/_mget`;
  const querystring = fields.length > 0 ? { _source_includes: fields.join() } : {};
  const answer = await es.transport
    .request<{ docs: RawDocument[] }>({ method: "POST", path, querystring, body: { ids } })
    .catch((fault: unknown) => {
      throw asBulkFault(path, fault);
    });
  return answer.docs.map((doc) => {
    if (doc.error) throw documentFault(path, doc.error);
    if (!doc.found || !doc._source) return null;
    return { id: doc._id, seqNo: doc._seq_no ?? 0, primaryTerm: doc._primary_term ?? 0, source: doc._source };
  });
}

function documentFault(path: string, { type, reason }: { type?: string; reason?: string }): BulkFault {
  const { kind, status } = classifyType(type);
  return new BulkFault(kind, status, `${path}: ${type}: ${reason}`);
}
