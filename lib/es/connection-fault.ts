import { errors } from "@elastic/elasticsearch";

const SOCKET_CODES = new Set([
  "ECONNRESET",
  "EPIPE",
  "ECONNREFUSED",
  "ETIMEDOUT",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

/** Whether a request failed on its way: nothing was answered, or not all of it, and it may have been done or not. */
export function isConnectionFault(fault: unknown): boolean {
  return (
    fault instanceof errors.ConnectionError ||
    fault instanceof errors.TimeoutError ||
    fault instanceof errors.NoLivingConnectionsError ||
    (fault instanceof Error &&
      "code" in fault &&
      typeof fault.code === "string" &&
      SOCKET_CODES.has(fault.code))
  );
}
