import { HEADER } from "@/lib/domain/packet";
import { parseTraceparent } from "@/lib/domain/trace-context";
import type { Origin } from "../lane/ticket";

/** What an upload can be followed by, as far as its records' headers say. */
interface UploadIds {
  readonly batch?: string;
  readonly trace?: string;
  readonly client?: string;
}

/** Anybody may have written a header: what does not look like an id stays out of the log. */
const ID = /^[\w.:-]{1,64}$/;

export function idsOfHeaders(headers: Origin["headers"]): UploadIds {
  const batch = idIn(headers[HEADER.batchId]);
  const client = idIn(headers[HEADER.ingestClient]);
  const trace = parseTraceparent(String(headers[HEADER.trace] ?? ""))?.traceId;
  return { ...(batch && { batch }), ...(trace && { trace }), ...(client && { client }) };
}

function idIn(header: Origin["headers"][string]): string | undefined {
  const text = String(header ?? "");
  return ID.test(text) ? text : undefined;
}
