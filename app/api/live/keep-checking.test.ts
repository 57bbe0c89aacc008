import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { STATUSES } from "@/lib/domain/bike-status";
import { AppError } from "@/lib/errors";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { FleetGrid } from "@/lib/live/fleet-grid";
import { LiveStream } from "@/lib/live/live-stream";
import { readStream } from "@/lib/live/testing/read-stream";
import { ofFleets } from "@/lib/live/testing/scopes";
import { createLog } from "@/lib/log";
import { keepChecking } from "./keep-checking";

const EVERY_MS = 1_000;
const MINUTES_MS = 60_000;
const view = {
  id: "v",
  bounds: { west: -180, south: -90, east: 180, north: 90 },
  zoom: 12,
  statuses: STATUSES,
  fleetId: null,
};

/** A stream that is checked, the answers of its checks to be chosen. */
function checked(answer: () => Promise<VisibleFleets | null>, gone = new AbortController()) {
  const stream = new LiveStream(new FleetGrid(), ofFleets("a"), [view], Date.now());
  let asked = 0;
  let closed = 0;
  stream.closed.then(() => closed++);
  const ask = () => {
    asked++;
    return answer();
  };
  keepChecking(stream, gone.signal, ask, createLog("tests", "silent"), EVERY_MS);
  return {
    stream,
    gone,
    events: () => readStream(stream).next(),
    get asked() {
      return asked;
    },
    get isClosed() {
      return closed > 0;
    },
  };
}
const checks = (count: number) => vi.advanceTimersByTimeAsync(count * EVERY_MS);
const away = () => Promise.reject(new AppError("unavailable", "The database does not answer."));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a stream that is kept being checked", () => {
  it.each([
    ["may see nothing any more", async () => null],
    ["is disabled", () => Promise.reject(new AppError("forbidden", "This has ended meanwhile."))],
  ])("ends for good when its viewer %s", async (_name, answer) => {
    const it = checked(answer);
    await checks(1);
    expect(it.isClosed).toBe(true);
    expect((await it.events()).at(-1)).toEqual({ type: "end" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("goes on with what its viewer may see by now", async () => {
    const it = checked(async () => ofFleets("b"));
    const seen = vi.spyOn(it.stream, "see");
    await checks(3);
    expect(seen.mock.calls).toEqual([[ofFleets("b")], [ofFleets("b")], [ofFleets("b")]]);
    expect(it.isClosed).toBe(false);
  });

  it("is closed, not ended, after three checks in a row that failed", async () => {
    const answers = [away, away, async () => ofFleets("a"), away, away, away];
    const it = checked(() => (answers.shift() ?? away)());
    await checks(5);
    expect(it.isClosed).toBe(false);
    await checks(1);
    expect(it.isClosed).toBe(true);
    expect((await it.events()).map(({ type }) => type)).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is closed as well where a check is never answered, and is asked about once at a time", async () => {
    const it = checked(() => new Promise(() => undefined));
    await checks(4);
    expect(it.asked).toBe(1);
    expect(it.isClosed).toBe(true);
  });

  it("is closed when its client goes, and asked about no more", async () => {
    const it = checked(async () => ofFleets("a"));
    await checks(2);
    it.gone.abort();
    await checks(5);
    expect(it.isClosed).toBe(true);
    expect(it.asked).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is closed at once for a client that has gone already", async () => {
    const gone = new AbortController();
    gone.abort();
    const it = checked(async () => ofFleets("a"), gone);
    await checks(3);
    expect(it.isClosed).toBe(true);
    expect(it.asked).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is closed after a quarter of an hour, for the browser to open it anew", async () => {
    const it = checked(async () => ofFleets("a"));
    await vi.advanceTimersByTimeAsync(15 * MINUTES_MS - 1);
    expect(it.isClosed).toBe(false);
    await vi.advanceTimersByTimeAsync(MINUTES_MS + 1);
    expect(it.isClosed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
