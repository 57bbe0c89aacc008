/** What an item or a whole bulk answer means for the sender. */
export type AnswerClass =
  /** Written, or a colleague did what was asked. */
  | "done"
  /** Something with this identity is there. */
  | "conflict"
  /** Try again later: only time is missing. */
  | "retriable"
  /** This document can never be stored. */
  | "permanent"
  /** The request is larger than the server takes. */
  | "too-large"
  /** The store is not as it must be: hold, alarm, try again; never the data's fault. */
  | "broken"
  /** Never seen: stop before harm is done. */
  | "unknown";

const PERMANENT = new Set([
  "document_parsing_exception",
  "strict_dynamic_mapping_exception",
  "illegal_argument_exception",
  "x_content_parse_exception",
]);
const RETRIABLE_STATUS = new Set([429, 502, 503, 504]);
const BROKEN_STATUS = new Set([401, 403, 404]);

/** Class of one status and error type, as `late-data` §3 has them. */
export function classifyAnswer(status: number, type: string | undefined): AnswerClass {
  if (status >= 200 && status < 300) return "done";
  if (status === 409) return "conflict";
  if (status === 413) return "too-large";
  if (type === "cluster_block_exception" || type === "index_closed_exception") return "broken";
  if (RETRIABLE_STATUS.has(status)) return "retriable";
  if (BROKEN_STATUS.has(status)) return "broken";
  if (status === 400 && type === "resource_already_exists_exception") return "done";
  if (status === 400 && type !== undefined && PERMANENT.has(type)) return "permanent";
  return "unknown";
}
