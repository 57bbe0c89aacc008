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
/** No document is at fault: an index that may not be written, or a cluster that takes no more shards. */
const BROKEN = new Set(["cluster_block_exception", "index_closed_exception", "validation_exception"]);
const RETRIABLE_STATUS = new Set([429, 502, 503, 504]);
const BROKEN_STATUS = new Set([401, 403, 404]);

/** Class of one status and error type, as `late-data` §3 has them. */
export function classifyAnswer(status: number, type: string | undefined): AnswerClass {
  if (status >= 200 && status < 300) return "done";
  if (status === 409) return "conflict";
  if (status === 413) return "too-large";
  if (type !== undefined && BROKEN.has(type)) return "broken";
  if (RETRIABLE_STATUS.has(status)) return "retriable";
  if (BROKEN_STATUS.has(status)) return "broken";
  if (status === 400 && type === "resource_already_exists_exception") return "done";
  if (status === 400 && type !== undefined && PERMANENT.has(type)) return "permanent";
  return "unknown";
}

/** Statuses that an answer to a read of many leaves out of what it says about one of them. */
const STATUS_OF: Readonly<Record<string, number>> = {
  index_not_found_exception: 404,
  security_exception: 403,
  cluster_block_exception: 403,
  index_closed_exception: 400,
  es_rejected_execution_exception: 429,
  circuit_breaking_exception: 429,
  no_shard_available_action_exception: 503,
  unavailable_shards_exception: 503,
  illegal_index_shard_state_exception: 503,
  shard_not_found_exception: 503,
  node_disconnected_exception: 503,
  node_not_connected_exception: 503,
  node_closed_exception: 503,
  receive_timeout_transport_exception: 503,
};

/** Class of an error in an answer to a read of many, which has a type and no status. */
export function classifyType(type: string | undefined): {
  readonly kind: "retriable" | "broken" | "unknown";
  readonly status: number;
} {
  const status = STATUS_OF[type ?? ""] ?? 0;
  const kind = classifyAnswer(status, type);
  return { kind: kind === "retriable" || kind === "broken" ? kind : "unknown", status };
}
