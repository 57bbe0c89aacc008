import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { STATUSES } from "@/lib/domain/bike-status";
import type { LiveEvent } from "@/lib/domain/live-events";
import { type LiveView, MAX_VIEWS } from "@/lib/domain/live-view";
import { type FeedMessage, LiveFeed } from "./live-feed";
import { aServer, type Stream } from "./testing/stream-server";

const GATHERED_MS = 30;
const SILENCE_MS = 4_000;
const HOUR_MS = 3_600_000;

const view = (id: string, zoom = 12): LiveView => ({
  id,
  bounds: { west: 9, south: 47, east: 10, north: 48 },
  zoom,
  statuses: STATUSES,
  fleetId: null,
});
const pulse = (viewId: string): LiveEvent => ({
  type: "pulse",
  view: viewId,
  at: 0,
  readingsPerSecond: 3,
  ageMs: null,
  ready: true,
});

/** What one view is told: names of events, and states of the connection. */
function anEar() {
  const told: string[] = [];
  const hear = (message: FeedMessage) => {
    told.push(message.type === "connection" ? message.connection : message.type);
  };
  return { told, hear };
}

/** A feed of one view, whose first stream is open. */
async function aFeed(change: Partial<ReturnType<typeof aServer>> = {}) {
  const server = Object.assign(aServer(), change);
  const feed = new LiveFeed("somebody", server.ask);
  const ear = anEar();
  feed.show(view("a"), ear.hear);
  await passed(GATHERED_MS);
  return { server, streams: server.streams, feed, ...ear };
}

const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const pausesOf = (streams: readonly Stream[]) =>
  streams.slice(1).map(({ askedAtMs }, at) => askedAtMs - (streams[at]?.askedAtMs ?? 0));
const refused = () => Promise.reject(new TypeError("connection refused"));
const broken = () => Promise.resolve(new Response("out of order", { status: 500 }));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("views on a stream", () => {
  it("asks once, for the viewer, when views are shown together", async () => {
    const { streams, ask } = aServer();
    const feed = new LiveFeed("somebody", ask);
    feed.show(view("a"), anEar().hear);
    await passed(GATHERED_MS - 1);
    feed.show(view("b"), anEar().hear);
    await passed(GATHERED_MS);
    expect(streams).toMatchObject([{ path: "/api/live", viewer: "somebody", views: [view("a"), view("b")] }]);
  });

  it("tells each view its own events only", async () => {
    const { streams, feed, told } = await aFeed();
    const other = anEar();
    feed.show(view("b"), other.hear);
    await passed(GATHERED_MS);
    streams[1]?.send(pulse("b"));
    streams[1]?.send(pulse("nobody's"));
    await passed(1);
    expect([told, other.told]).toEqual([[], ["pulse"]]);
  });

  it("takes two streams for nine views, each with events of its own views", async () => {
    const { streams, ask } = aServer();
    const feed = new LiveFeed("somebody", ask);
    const ears = Array.from({ length: MAX_VIEWS + 1 }, anEar);
    for (const [at, { hear }] of ears.entries()) feed.show(view(`v${at}`), hear);
    await passed(GATHERED_MS);
    expect(streams.map(({ views }) => views.length)).toEqual([MAX_VIEWS, 1]);
    streams[0]?.send(pulse(`v${MAX_VIEWS}`));
    streams[1]?.send(pulse("v0"));
    await passed(1);
    expect(ears.flatMap(({ told }) => told)).toEqual([]);
    streams[0]?.send(pulse("v0"));
    streams[1]?.send(pulse(`v${MAX_VIEWS}`));
    await passed(1);
    expect(ears.map(({ told }) => told.length)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it("opens anew for a view in place of the former, and tells it nothing of the old stream", async () => {
    const neverBreaks = (stream: Stream) => Promise.resolve(new Response(stream.body));
    const { streams, feed, told } = await aFeed({ answer: neverBreaks });
    const later = anEar();
    feed.show(view("a", 14), later.hear);
    await passed(GATHERED_MS);
    expect(streams[0]?.signal.aborted).toBe(true);
    expect(streams[1]?.views).toEqual([view("a", 14)]);
    streams[0]?.send(pulse("a"));
    streams[0]?.send({ type: "end" });
    await passed(1);
    expect([told, later.told]).toEqual([[], []]);
    streams[1]?.send(pulse("a"));
    await passed(1);
    expect(later.told).toEqual(["pulse"]);
  });

  it("does not take a late refusal of an old question for an answer to the new one", async () => {
    let refuse: (answer: Response) => void = () => undefined;
    const late = new Promise<Response>((resolve) => {
      refuse = resolve;
    });
    const { server, streams, feed, told } = await aFeed({ answer: () => late });
    server.answer = server.answering;
    feed.reopen();
    await passed(GATHERED_MS);
    refuse(new Response(null, { status: 403 }));
    await passed(1);
    streams[1]?.send(pulse("a"));
    await passed(1);
    expect(told).toEqual(["pulse"]);
  });

  it("goes on without a view that is left, and closes with the last", async () => {
    const { streams, feed } = await aFeed();
    feed.show(view("b"), anEar().hear);
    await passed(GATHERED_MS);
    feed.leave("a");
    await passed(GATHERED_MS);
    expect(streams.at(-1)?.views).toEqual([view("b")]);
    feed.leave("b");
    await passed(HOUR_MS);
    expect(streams.map(({ signal }) => signal.aborted)).toEqual([true, true, true]);
  });

  it("opens nothing anew when a view is left that was never shown", async () => {
    const { streams, feed } = await aFeed();
    feed.leave("b");
    await passed(GATHERED_MS);
    expect(streams.map(({ signal }) => signal.aborted)).toEqual([false]);
  });
});

describe("a stream that falls silent", () => {
  it("is told as stalled after four seconds, and not before", async () => {
    const { streams, told } = await aFeed();
    for (let pulses = 0; pulses < 3; pulses++) {
      await passed(SILENCE_MS - 1);
      streams[0]?.send(pulse("a"));
      await passed(0);
    }
    expect(told).toEqual(["pulse", "pulse", "pulse"]);
    await passed(SILENCE_MS);
    expect(told).toEqual(["pulse", "pulse", "pulse", "stalled"]);
    expect(streams[0]?.signal.aborted).toBe(true);
  });

  it("is told as stalled also when nothing answers at all", async () => {
    const never = ({ signal }: Stream) =>
      new Promise<Response>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const { told } = await aFeed({ answer: never });
    await passed(SILENCE_MS);
    expect(told).toEqual(["stalled"]);
  });

  it("is asked for again after pauses that grow to ten seconds", async () => {
    const { streams } = await aFeed({ answer: refused });
    await passed(HOUR_MS);
    for (const [failures, pauseMs] of pausesOf(streams).entries()) {
      const longestMs = Math.min(10_000, 300 * 2 ** failures);
      expect(pauseMs).toBeGreaterThanOrEqual(Math.floor(longestMs / 2));
      expect(pauseMs).toBeLessThanOrEqual(longestMs);
    }
    expect(streams.length).toBeGreaterThan(300);
  });

  it("goes on when events come, and pauses shortly again after them", async () => {
    const { server, streams, told } = await aFeed({ answer: refused });
    await passed(60_000);
    server.answer = server.answering;
    const asked = streams.length;
    while (streams.length === asked) await passed(10);
    told.length = 0;
    streams.at(-1)?.send(pulse("a"));
    await passed(0);
    streams.at(-1)?.close();
    await passed(300);
    streams.at(-1)?.send(pulse("a"));
    await passed(0);
    expect(told).toEqual(["pulse", "stalled", "pulse"]);
  });

  it.each([
    ["an error of the server", broken],
    ["a refused connection", refused],
  ])("counts %s as stalled, and tries again", async (_, answer) => {
    const { server, streams, told } = await aFeed({ answer });
    expect(told).toEqual(["stalled"]);
    server.answer = server.answering;
    await passed(300);
    streams[1]?.send(pulse("a"));
    await passed(0);
    expect(told).toEqual(["stalled", "pulse"]);
  });

  it("holds no connection that it listens to no more", async () => {
    const { streams, told } = await aFeed();
    streams[0]?.write("data: {not an event\n\n");
    await passed(0);
    expect(told).toEqual(["stalled"]);
    expect(streams[0]?.signal.aborted).toBe(true);
  });

  it("is not asked for again once its view is left", async () => {
    const { streams, feed } = await aFeed({ answer: refused });
    await passed(60_000);
    feed.leave("a");
    await passed(GATHERED_MS);
    const asked = streams.length;
    await passed(HOUR_MS);
    expect(streams).toHaveLength(asked);
  });
});

describe("a stream that must not be opened again", () => {
  it.each([401, 403])("is told as ended where the server answers %i", async (status) => {
    const refusal = () => Promise.resolve(new Response(null, { status }));
    const { streams, told } = await aFeed({ answer: refusal });
    await passed(HOUR_MS);
    expect(told).toEqual(["ended"]);
    expect(streams).toHaveLength(1);
  });

  it("is told as ended where the server says so, and let go", async () => {
    const { streams, told } = await aFeed();
    streams[0]?.send(pulse("a"));
    streams[0]?.send({ type: "end" });
    await passed(HOUR_MS);
    expect(told).toEqual(["pulse", "ended"]);
    expect(streams.map(({ signal }) => signal.aborted)).toEqual([true]);
  });

  it("opens when somebody has signed in again", async () => {
    const refusal = () => Promise.resolve(new Response(null, { status: 401 }));
    const { server, streams, feed, told } = await aFeed({ answer: refusal });
    feed.reopen();
    await passed(HOUR_MS);
    server.answer = server.answering;
    feed.reopen();
    await passed(GATHERED_MS);
    streams[2]?.send(pulse("a"));
    await passed(0);
    expect(told).toEqual(["ended", "ended", "pulse"]);
  });
});
