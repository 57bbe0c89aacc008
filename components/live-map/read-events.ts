import type { LiveEvent } from "@/lib/domain/live-events";

const FIELD = "data: ";

/** Events of a `text/event-stream` body, one after the other, each of one line of JSON as our server writes them. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<LiveEvent> {
  const utf8 = new TextDecoder();
  let rest = "";
  for (const reader = body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + utf8.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith(FIELD)) yield JSON.parse(line.slice(FIELD.length));
  }
}
