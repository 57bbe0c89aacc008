import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { type BodyRoomLimits, OpenBodies } from "./open-bodies";
import { countCutBody } from "./request-metrics";

export interface BodyLimits extends BodyRoomLimits {
  /** From the headers to the last byte. */
  readonly completeWithinMs: number;
}

const KIBIBYTE = 1024;
/** The longest action names a thousand readings of the quarantine; `next.config.js` lets as much through to it. */
export const BODY_LIMITS: BodyLimits = {
  maxBytes: 256 * KIBIBYTE,
  maxBytesInAll: 32 * KIBIBYTE * KIBIBYTE,
  completeWithinMs: 15_000,
};

/** Next bundles modules more than once per process; requests are watched once. */
const home: typeof globalThis & { slipstreamOpenBodies?: OpenBodies<IncomingMessage> } = globalThis;

/**
 * Closes the connection of a request whose body is too large, takes too long or, being the oldest of those under way,
 * stands in the way of others. Next keeps the body of whatever a proxy is to see until its end, before anybody is asked
 * who sends it.
 * @param uploads paths whose routes read bodies by limits of their own.
 */
export function boundBodies(uploads: ReadonlySet<string>, limits = BODY_LIMITS): void {
  if (home.slipstreamOpenBodies) return;
  const bodies = new OpenBodies<IncomingMessage>(limits);
  home.slipstreamOpenBodies = bodies;
  subscribe("http.server.request.start", (message) => {
    const request = requestOf(message);
    if (request && hasBody(request) && !uploads.has(pathOf(request))) watch(request, bodies, limits);
  });
}

function watch(request: IncomingMessage, bodies: OpenBodies<IncomingMessage>, limits: BodyLimits): void {
  const overdue = setTimeout(() => {
    bodies.end(request);
    cut(request, "too-slow");
  }, limits.completeWithinMs);
  overdue.unref();
  const end = () => {
    clearTimeout(overdue);
    bodies.end(request);
  };
  bodies.begin(request);
  request.once("close", end);
  const push = request.push.bind(request);
  // The server pushes each piece as it comes; a listener for data would take it away from whoever reads.
  request.push = (chunk: Buffer | null, encoding) => {
    if (chunk === null) end();
    else
      for (const gone of bodies.hold(request, chunk.length))
        cut(gone, gone === request ? "too-large" : "pushed-out");
    // What is left of the packet at hand is still being taken apart.
    return request.socket.destroyed ? false : push(chunk, encoding);
  };
}

function cut(request: IncomingMessage, reason: string): void {
  countCutBody(reason);
  request.socket.destroy();
}

function requestOf(message: unknown): IncomingMessage | null {
  if (typeof message !== "object" || message === null || !("request" in message)) return null;
  return message.request instanceof IncomingMessage ? message.request : null;
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

const pathOf = ({ url = "" }: IncomingMessage): string => url.split("?", 1)[0] ?? "";
