import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { STATUSES } from "@/lib/domain/bike-status";
import type { LiveEvent } from "@/lib/domain/live-events";
import { createLog } from "@/lib/log";
import { FleetGrid } from "./fleet-grid";
import { LiveHub } from "./live-hub";
import { readStream } from "./testing/read-stream";
import { EVERYTHING } from "./testing/scopes";
import { stateAt } from "./testing/state-at";

const view = {
  id: "v",
  bounds: { west: -180, south: -90, east: 180, north: 90 },
  zoom: 12,
  statuses: STATUSES,
  fleetId: null,
};

function aHub() {
  const grid = new FleetGrid();
  const follower = { isReady: true, isConnected: true, lag: 0, refused: 0, stops: 0 };
  const log = createLog("tests", "silent");
  const stop = async () => {
    follower.stops++;
  };
  const hub = new LiveHub(grid, { status: () => follower, stop }, log);
  const open = () => {
    const stream = hub.open(EVERYTHING, [view], "somebody");
    return { stream, reader: readStream(stream) };
  };
  const put = (bikeId: string, lat: number) => {
    const nowMs = Date.now();
    grid.applyState(stateAt(bikeId, lat, 9, nowMs), nowMs, { readings: 3, receivedAtMs: nowMs - 1_000 });
  };
  return { grid, follower, log, hub, open, put };
}
const ticks = (count: number) => vi.advanceTimersByTimeAsync(count * 250);
async function stop(hub: LiveHub): Promise<void> {
  const stopped = hub.stop();
  await ticks(1);
  await stopped;
}
const typesOf = (events: readonly LiveEvent[]) => events.map(({ type }) => type);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the hub of live streams", () => {
  it("opens no more streams to one viewer than windows need, and lets others in", async () => {
    const { hub } = aHub();
    const opened = Array.from({ length: 24 }, () => hub.open(EVERYTHING, [view], "one"));
    expect(() => hub.open(EVERYTHING, [view], "one")).toThrow(/at most 24/);
    hub.open(EVERYTHING, [view], "other");
    opened[3]?.close();
    await opened[3]?.closed;
    hub.open(EVERYTHING, [view], "one");
    expect(() => hub.open(EVERYTHING, [view], "one")).toThrow(/at most 24/);
    await stop(hub);
  });

  it("tells every stream within a tick what has changed, and nothing where nothing has", async () => {
    const { hub, open, put } = aHub();
    const readers = [open(), open()].map(({ reader }) => reader);
    for (const reader of readers) expect(typesOf(await reader.next())).toEqual(["bikes"]);
    put("LI-1", 47);
    await ticks(1);
    for (const reader of readers)
      expect(await reader.next()).toMatchObject([{ type: "bikes", bikes: { n: 1 } }]);
    await ticks(1);
    for (const reader of readers) expect(await reader.next()).toEqual([]);
    await stop(hub);
  });

  it("has a pulse each second with what came in that second and how old it was", async () => {
    const { hub, open, put } = aHub();
    const { reader } = open();
    await reader.next();
    for (let tick = 0; tick < 12; tick++) {
      put("LI-1", 47);
      await ticks(1);
    }
    const pulses = (await reader.next()).filter(({ type }) => type === "pulse");
    expect(pulses).toHaveLength(3);
    for (const pulse of pulses.slice(1)) expect(pulse).toMatchObject({ readingsPerSecond: 12, ready: true });
    for (const pulse of pulses)
      expect(pulse.type === "pulse" && pulse.ageMs).toSatisfy(
        (ageMs: number) => ageMs >= 1_000 && ageMs < 1_400,
      );
    await stop(hub);
  });

  it("says nothing of a fleet that it does not have as a whole yet, all of it then, and what comes from then on", async () => {
    const { hub, follower, open, put } = aHub();
    follower.isReady = false;
    const { reader } = open();
    put("LI-1", 47);
    await ticks(4);
    expect(await reader.next()).toMatchObject([{ type: "pulse", ready: false, readingsPerSecond: 0 }]);
    put("LI-1", 47.5);
    follower.isReady = true;
    await ticks(1);
    expect(await reader.next()).toMatchObject([{ type: "bikes", whole: true, bikes: { n: 1 } }]);
    put("LI-1", 48);
    await ticks(3);
    expect((await reader.next()).at(-1)).toMatchObject({ type: "pulse", ready: true, readingsPerSecond: 3 });
    follower.isConnected = false;
    await ticks(4);
    expect(await reader.next()).toMatchObject([{ type: "pulse", ready: false }]);
    await stop(hub);
  });

  it("closes a stream that cannot be told, says so, and goes on with the others", async () => {
    const { hub, log, open, put } = aHub();
    const logged = vi.spyOn(log, "error");
    const broken = open();
    const other = open();
    await other.reader.next();
    vi.spyOn(broken.stream, "tell").mockImplementation(() => {
      throw new Error("out of order");
    });
    put("LI-1", 47);
    await ticks(1);
    expect(typesOf(await other.reader.next())).toEqual(["bikes"]);
    await broken.reader.next();
    expect(broken.reader.isOver).toBe(true);
    expect(hub.streamCount).toBe(1);
    expect(logged.mock.calls).toEqual([
      [{ fault: expect.objectContaining({ message: "out of order" }) }, expect.any(String)],
    ]);
    put("LI-1", 48);
    await ticks(1);
    expect(typesOf(await other.reader.next())).toEqual(["bikes"]);
    await stop(hub);
  });

  it("tells everything where it lost what had changed", async () => {
    const { hub, grid, open, put } = aHub();
    const { reader } = open();
    await reader.next();
    vi.spyOn(grid, "takeChanges").mockImplementationOnce(() => {
      throw new Error("out of order");
    });
    put("LI-1", 47);
    await ticks(1);
    expect(await reader.next()).toEqual([]);
    await ticks(1);
    expect(await reader.next()).toMatchObject([{ whole: true, bikes: { n: 1 } }]);
    await stop(hub);
  });

  it("forgets a stream whose client has gone", async () => {
    const { hub, open } = aHub();
    const { stream } = open();
    open();
    expect(hub.streamCount).toBe(2);
    stream.close();
    await stream.closed;
    expect(hub.streamCount).toBe(1);
    await stop(hub);
  });

  it("closes all streams when it stops, also one that is opened after that, and leaves no timer", async () => {
    const { hub, follower, open } = aHub();
    const readers = [open(), open()].map(({ reader }) => reader);
    await stop(hub);
    readers.push(open().reader);
    for (const reader of readers) {
      expect(typesOf(await reader.next())).not.toContain("end");
      expect(reader.isOver).toBe(true);
    }
    expect(hub.streamCount).toBe(0);
    expect(follower.stops).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
