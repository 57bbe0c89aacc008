import type { Readable } from "node:stream";
import { errors } from "@elastic/elasticsearch";
import { type AnswerClass, classifyAnswer } from "./bulk-answer";
import { type Elasticsearch, REQUEST_TIMEOUT_MS } from "./client";
import { isConnectionFault } from "./connection-fault";

export interface BulkItem {
  readonly kind: AnswerClass;
  readonly status: number;
  readonly type: string | undefined;
  readonly reason: string | undefined;
  /** Of a written document; absent where only errors were asked for. */
  readonly seqNo: number | undefined;
  readonly primaryTerm: number | undefined;
}

/** One answer per document in the order sent, or `allDone` without looking at each. */
export type BulkAnswer =
  | { readonly allDone: true }
  | { readonly allDone: false; readonly items: readonly BulkItem[] };

export interface BulkOptions {
  /** Ask for sequence number and term of what was written. */
  readonly versions?: boolean;
  readonly signal?: AbortSignal;
  /** For the beginning of the answer, and once more for the rest of it. */
  readonly timeoutMs?: number;
}

/** The request as a whole did not get through. */
export class BulkFault extends Error {
  override readonly name = "BulkFault";
  constructor(
    readonly kind: Exclude<AnswerClass, "done" | "conflict" | "permanent">,
    readonly status: number,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

const NO_ERRORS = Buffer.from('{"errors":false');
const ERRORS_ONLY = "errors,items.*.status,items.*.error.type,items.*.error.reason";
const WITH_VERSIONS = `${ERRORS_ONLY},items.*._seq_no,items.*._primary_term`;

/**
 * Sends pre-serialised bulk lines to one index.
 * @throws BulkFault when the request as a whole failed.
 */
export async function sendBulk(
  es: Elasticsearch,
  index: string,
  body: Buffer,
  options: BulkOptions = {},
): Promise<BulkAnswer> {
  const answer = await request(es, index, body, options);
  if (!options.versions && answer.subarray(0, NO_ERRORS.length).equals(NO_ERRORS)) return { allDone: true };
  const parsed: { items: Record<string, RawItem>[] } = JSON.parse(answer.toString("utf8"));
  return { allDone: false, items: parsed.items.map((item) => toItem(Object.values(item)[0])) };
}

interface RawItem {
  readonly status: number;
  readonly error?: { readonly type?: string; readonly reason?: string };
  readonly _seq_no?: number;
  readonly _primary_term?: number;
}

function toItem(raw: RawItem | undefined): BulkItem {
  const status = raw?.status ?? 0;
  return {
    kind: classifyAnswer(status, raw?.error?.type),
    status,
    type: raw?.error?.type,
    reason: raw?.error?.reason,
    seqNo: raw?._seq_no,
    primaryTerm: raw?._primary_term,
  };
}

async function request(
  es: Elasticsearch,
  index: string,
  body: Buffer,
  options: BulkOptions,
): Promise<Buffer> {
  const path = `/${index}/_bulk`;
  const querystring = {
    filter_path: options.versions ? WITH_VERSIONS : ERRORS_ONLY,
  };
  const headers = { "content-type": "application/x-ndjson" };
  const timeoutMs = options.timeoutMs ?? REQUEST_TIMEOUT_MS;
  let status: number;
  let answer: Buffer;
  try {
    // As a stream, so that the usual answer ("no errors") is not parsed item by item.
    const response = await es.transport.request<Readable>(
      { method: "POST", path, querystring, body },
      {
        asStream: true,
        meta: true,
        headers,
        requestTimeout: timeoutMs,
        ...(options.signal ? { signal: options.signal } : {}),
      },
    );
    status = response.statusCode ?? 0;
    answer = await collected(response.body, timeoutMs);
  } catch (fault) {
    throw isConnectionFault(fault) ? new BulkFault("retriable", 0, `${path}: no answer`, fault) : fault;
  }
  if (status !== 200) throw requestFault(path, status, answer.toString("utf8"));
  return answer;
}

function requestFault(path: string, status: number, answer: string): BulkFault {
  const type = /"type":"([a-z_]+)"/.exec(answer)?.[1];
  const kind = classifyAnswer(status, type);
  const message = `${path}: ${status} ${answer.slice(0, 300)}`;
  return new BulkFault(
    kind === "done" || kind === "conflict" || kind === "permanent" ? "unknown" : kind,
    status,
    message,
  );
}

/** The client watches a streamed answer until its headers only: what stops after them would be waited for without end. */
async function collected(stream: Readable, timeoutMs: number): Promise<Buffer> {
  const deadline = setTimeout(
    () => stream.destroy(new errors.TimeoutError(`the answer was not complete after ${timeoutMs} ms`)),
    timeoutMs,
  );
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } finally {
    clearTimeout(deadline);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
