import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { onShutdown } from "@/lib/web/closers";

/** A stream says something each second: a socket that lets nothing pass for so long has nobody at its end. */
const FROZEN_MS = 60_000;
/** The process ends without those who do not read by then. */
const ENDING_MS = 1_000;

/** Next bundles modules more than once per process; sockets are watched once. */
const home: typeof globalThis & { slipstreamLiveSockets?: Set<Socket> } = globalThis;

/**
 * Closes the sockets of streams that take nothing any more, of all requests that begin from now on. The end of a stream
 * cannot: it waits behind what has been written and not been taken.
 */
export function dropFrozen(path: string, frozenMs = FROZEN_MS): void {
  if (home.slipstreamLiveSockets) return;
  const sockets = new Set<Socket>();
  home.slipstreamLiveSockets = sockets;
  subscribe("http.server.request.start", (message) => {
    const socket = socketOf(message, path);
    if (!socket) return;
    socket.setTimeout(frozenMs);
    if (sockets.has(socket)) return;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  onShutdown(() => {
    for (const socket of sockets) socket.setTimeout(ENDING_MS);
  });
}

/** The socket of a request for this path; null for another one. */
function socketOf(message: unknown, path: string): Socket | null {
  if (typeof message !== "object" || message === null) return null;
  if (!("request" in message && message.request instanceof IncomingMessage)) return null;
  const { url = "", socket } = message.request;
  return url.split("?", 1)[0] === path && socket instanceof Socket ? socket : null;
}
