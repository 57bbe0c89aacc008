import type { LiveEvent } from "@/lib/domain/live-events";
import { parseLiveView } from "@/lib/domain/live-view";

/** One question, and the stream that answers it unless the server says otherwise. */
function aStream(address: string, signal: AbortSignal) {
  const [path, query] = address.split("?");
  const parameters = new URLSearchParams(query);
  let writer: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      writer = controller;
    },
  });
  const write = (text: string) => writer?.enqueue(new TextEncoder().encode(text));
  return {
    path,
    viewer: parameters.get("for"),
    views: parameters.getAll("view").map(parseLiveView),
    askedAtMs: Date.now(),
    signal,
    body,
    write,
    send: (event: LiveEvent) => write(`data: ${JSON.stringify(event)}\n\n`),
    close: () => writer?.close(),
    break: () => writer?.error(signal.reason),
  };
}
export type Stream = ReturnType<typeof aStream>;

/** Gives each question a stream, which breaks when it is given up as a browser's does. */
export function aServer() {
  const streams: Stream[] = [];
  const answering = (stream: Stream): Promise<Response> => {
    stream.signal.addEventListener("abort", stream.break);
    return Promise.resolve(new Response(stream.body));
  };
  const server = {
    streams,
    answering,
    answer: answering,
    ask: (address: string, signal: AbortSignal) => {
      const stream = aStream(address, signal);
      streams.push(stream);
      return server.answer(stream);
    },
  };
  return server;
}
