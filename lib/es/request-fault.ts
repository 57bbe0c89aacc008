import { errors } from "@elastic/elasticsearch";
import { BulkFault } from "./bulk";
import { classifyAnswer } from "./bulk-answer";
import { isConnectionFault } from "./connection-fault";

/** What a request that failed as a whole means for the sender. What neither answer nor connection explains is thrown. */
export function asBulkFault(what: string, fault: unknown): BulkFault {
  if (isConnectionFault(fault)) return new BulkFault("retriable", 0, `${what}: no answer`, fault);
  if (!(fault instanceof errors.ResponseError)) throw fault;
  const status = fault.statusCode ?? 0;
  const type: unknown = fault.body?.error?.type;
  const kind = classifyAnswer(status, typeof type === "string" ? type : undefined);
  const isAnswerToItem = kind === "done" || kind === "conflict" || kind === "permanent";
  return new BulkFault(isAnswerToItem ? "unknown" : kind, status, `${what}: ${fault.message}`, fault);
}
