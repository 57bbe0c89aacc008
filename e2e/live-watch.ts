import {
  decodeBikes,
  decodeCluster,
  type LiveBike,
  type LiveCluster,
  type LiveEvent,
} from "@/lib/domain/live-events";
import { formatLiveView, type LiveView } from "@/lib/domain/live-view";
import type { WebSession } from "./web-session";

/** A stream that is listened to: all that it ever told. */
export interface Watch {
  readonly events: readonly LiveEvent[];
  readonly bikes: readonly LiveBike[];
  readonly clusters: readonly LiveCluster[];
  close(): Promise<void>;
}

export const liveAddress = (...views: readonly string[]): string =>
  `/api/live?${new URLSearchParams(views.map((view) => ["view", view]))}`;

/** @throws Error for an answer that is no stream. */
export async function watch(session: WebSession, views: readonly LiveView[]): Promise<Watch> {
  const answer = await session.fetch(liveAddress(...views.map(formatLiveView)));
  if (!answer.ok || !answer.body) throw new Error(`The stream gave ${answer.status}: ${await answer.text()}`);
  const reader = answer.body.getReader();
  const events: LiveEvent[] = [];
  const listening = listen(reader, events);
  return {
    events,
    get bikes() {
      return events.flatMap((event) => (event.type === "bikes" ? decodeBikes(event.bikes, event.at) : []));
    },
    get clusters() {
      return events.flatMap((event) => (event.type === "clusters" ? event.cells.map(decodeCluster) : []));
    },
    async close() {
      await reader.cancel();
      await listening;
    },
  };
}

async function listen(reader: ReadableStreamDefaultReader<Uint8Array>, events: LiveEvent[]): Promise<void> {
  const utf8 = new TextDecoder();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + utf8.decode(read.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("data: ")) events.push(JSON.parse(line.slice(6)));
  }
}
