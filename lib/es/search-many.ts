import { z } from "zod";
import { BulkFault } from "./bulk";
import { classifyAnswer } from "./bulk-answer";
import type { Elasticsearch } from "./client";
import type { StoredDocument } from "./read-by-id";
import { asBulkFault } from "./request-fault";

const TIMEOUT_MS = 30_000;
/** So that one request holds no store up. */
const SEARCHES_PER_REQUEST = 50;
const SEARCHES_AT_ONCE = 4;

const FAULTS = "responses.timed_out,responses.status,responses.error.reason,responses.error.root_cause.type";
const ANSWERED = `${FAULTS},responses.hits.hits._source`;
const VERSIONS = "responses.hits.hits._id,responses.hits.hits._seq_no,responses.hits.hits._primary_term";
const COUNTED = `${FAULTS},responses.hits.total.value`;

type Body = Readonly<Record<string, unknown>>;
export type FoundSource = Readonly<Record<string, unknown>>;

const Response = z.object({
  timed_out: z.boolean().optional(),
  status: z.number().optional(),
  error: z
    .object({
      reason: z.string().nullish(),
      root_cause: z.array(z.object({ type: z.string().optional() })).optional(),
    })
    .optional(),
  hits: z
    .object({
      total: z.object({ value: z.number() }).optional(),
      hits: z
        .array(
          z.object({
            _source: z.record(z.string(), z.unknown()),
            _id: z.string().default(""),
            _seq_no: z.number().default(0),
            _primary_term: z.number().default(0),
          }),
        )
        .optional(),
    })
    .optional(),
});
const Answer = z.object({ responses: z.array(Response) });
type Answered = NonNullable<z.infer<typeof Response>["hits"]>;

/** A question and the index, indices or pattern that it is asked of. */
export interface SearchLine {
  readonly index: string;
  readonly body: Body;
}

/**
 * Asks many questions of an index or a pattern, and returns what each has found, whole or not at all.
 * @throws BulkFault by the class of the first that was not answered, `retriable` where the store was too slow.
 */
export function searchMany(
  es: Elasticsearch,
  operation: string,
  index: string,
  bodies: readonly Body[],
): Promise<FoundSource[][]> {
  return searchLines(
    es,
    operation,
    bodies.map((body) => ({ index, body })),
  );
}

/** The same of questions that are each asked of an index of their own. */
export async function searchLines(
  es: Elasticsearch,
  operation: string,
  lines: readonly SearchLine[],
): Promise<FoundSource[][]> {
  const answers = await askAll(es, operation, lines, ANSWERED);
  return answers.map(({ hits = [] }) => hits.map(({ _source }) => _source));
}

/**
 * How many documents there are to each question, whatever of them it asks for.
 * @throws BulkFault as `searchMany` does.
 */
export async function countLines(
  es: Elasticsearch,
  operation: string,
  lines: readonly SearchLine[],
): Promise<number[]> {
  const counting = lines.map(({ index, body: { query } }) => ({
    index,
    body: { query, size: 0, track_total_hits: true },
  }));
  const answers = await askAll(es, operation, counting, COUNTED);
  return answers.map(({ total }) => total?.value ?? 0);
}

/** The same, with what it takes to change each document only where nobody else did. */
export async function searchDocuments(
  es: Elasticsearch,
  operation: string,
  index: string,
  bodies: readonly Body[],
): Promise<StoredDocument[][]> {
  const lines = bodies.map((body) => ({ index, body: { ...body, seq_no_primary_term: true } }));
  const answers = await askAll(es, operation, lines, `${ANSWERED},${VERSIONS}`);
  return answers.map(({ hits = [] }) =>
    hits.map(({ _id, _seq_no, _primary_term, _source }) => ({
      ...{ id: _id, seqNo: _seq_no, primaryTerm: _primary_term, source: _source },
    })),
  );
}

async function askAll(
  es: Elasticsearch,
  operation: string,
  lines: readonly SearchLine[],
  answered: string,
): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (let from = 0; from < lines.length; from += SEARCHES_PER_REQUEST)
    answers.push(...(await ask(es, operation, lines.slice(from, from + SEARCHES_PER_REQUEST), answered)));
  return answers;
}

async function ask(
  es: Elasticsearch,
  operation: string,
  asked: readonly SearchLine[],
  answered: string,
): Promise<Answered[]> {
  const path = "/_msearch";
  const lines = asked.map(({ index, body }) => {
    const header = JSON.stringify({ index, allow_partial_search_results: false });
    return `${header}\n${JSON.stringify({ track_total_hits: false, ...body, timeout: `${TIMEOUT_MS}ms` })}\n`;
  });
  const answer = await es.transport
    .request<unknown>(
      {
        method: "POST",
        path,
        querystring: {
          max_concurrent_searches: SEARCHES_AT_ONCE,
          pre_filter_shard_size: 1,
          filter_path: answered,
        },
        bulkBody: lines.join(""),
      },
      { headers: { "x-opaque-id": operation }, requestTimeout: TIMEOUT_MS * 2 },
    )
    .catch((fault: unknown) => {
      throw asBulkFault(path, fault);
    });
  const { responses } = Answer.parse(answer);
  return responses.map(({ timed_out, status = 0, error, hits }) => {
    if (error) {
      const kind = classifyAnswer(status, error.root_cause?.[0]?.type);
      const isToWait = kind === "retriable" || kind === "broken";
      throw new BulkFault(isToWait ? kind : "unknown", status, `${path}: ${status}: ${error.reason}`);
    }
    if (timed_out !== false) throw new BulkFault("retriable", 0, `${path}: gave up before it was done`);
    return hits ?? {};
  });
}
