import { describe, expect, it } from "vitest";
import { STATUSES } from "@/lib/domain/bike-status";
import { decodeBikes, type LiveEvent } from "@/lib/domain/live-events";
import type { LiveView } from "@/lib/domain/live-view";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { FleetGrid } from "./fleet-grid";
import { LiveStream } from "./live-stream";
import { readStream, type StreamReader } from "./testing/read-stream";
import { EVERYTHING, ofFleets } from "./testing/scopes";
import { stateAt } from "./testing/state-at";

const NOW = Date.UTC(2026, 10, 25, 12);
const view: LiveView = {
  id: "v",
  bounds: { west: -180, south: -90, east: 180, north: 90 },
  zoom: 12,
  statuses: STATUSES,
  fleetId: null,
};
const BIKES = 3_000;

/** A stream that has sent everything. */
function begun(grid: FleetGrid, visible: VisibleFleets, views: readonly LiveView[]): LiveStream {
  const stream = new LiveStream(grid, visible, views, NOW);
  stream.catchUp(NOW);
  return stream;
}

/** A fleet so large that its whole is more than may wait for a client. */
function aGrid(): FleetGrid {
  const grid = new FleetGrid();
  for (let bike = 0; bike < BIKES; bike++) grid.applyState(stateAt(`LI-${bike}`, 47, 9, NOW - 60_000), NOW);
  grid.takeChanges();
  return grid;
}

const numberOf = (events: readonly LiveEvent[]) =>
  events.map((event) => (event.type === "bikes" ? event.bikes.n : event.type));
async function isClosed(stream: LiveStream): Promise<boolean> {
  let closed = false;
  stream.closed.then(() => {
    closed = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return closed;
}

describe("a stream", () => {
  const move = (grid: FleetGrid, lat: number, atMs: number) => {
    grid.applyState(stateAt("LI-7", lat, 9, atMs), atMs);
    return grid.takeChanges();
  };

  it("begins with how long to wait before it is opened anew, and everything", async () => {
    const stream = begun(aGrid(), EVERYTHING, [view, { ...view, id: "w" }]);
    const reader = readStream(stream);
    const events = await reader.next();
    expect(reader.retryMs).toBe(1_000);
    expect(numberOf(events)).toEqual([BIKES, BIKES]);
    expect(events.map((event) => event.type !== "end" && event.view)).toEqual(["v", "w"]);
  });

  it("says nothing but that it is not ready before it is, and everything then", async () => {
    const grid = aGrid();
    const stream = new LiveStream(grid, EVERYTHING, [view], NOW);
    const reader = readStream(stream);
    expect(await reader.next()).toEqual([]);
    stream.miss();
    stream.pulse(NOW + 250, false);
    expect(await reader.next()).toMatchObject([{ type: "pulse", ready: false }]);
    stream.tell(move(grid, 48, NOW + 300), NOW + 500);
    expect(numberOf(await reader.next())).toEqual([BIKES]);
    stream.tell(move(grid, 49, NOW + 600), NOW + 750);
    stream.pulse(NOW + 750, true);
    expect(numberOf(await reader.next())).toEqual([1, "pulse"]);
  });

  it("tells a client that does not read nothing more, and everything once it reads again", async () => {
    const grid = aGrid();
    const slow = begun(grid, EVERYTHING, [view]);
    const quick = begun(grid, EVERYTHING, [view]);
    const reader = readStream(quick);
    expect(numberOf(await reader.next())).toEqual([BIKES]);
    for (let tick = 1; tick < 100; tick++) {
      const nowMs = NOW + tick * 250;
      const changes = move(grid, 40 + tick / 10, nowMs);
      for (const stream of [slow, quick]) {
        stream.tell(changes, nowMs);
        stream.pulse(nowMs, true);
      }
      expect(numberOf(await reader.next())).toEqual([1, "pulse"]);
    }
    const late = readStream(slow);
    expect(numberOf(await late.next())).toEqual([BIKES]);
    expect(latOf(late)).toBe(47);
    slow.tell(move(grid, 50, NOW + 25_000), NOW + 25_000);
    expect(numberOf(await late.next())).toEqual([BIKES]);
    expect(latOf(late)).toBe(50);
  });

  it("lets no more than one of many views wait for a client, and tells the others as it reads", async () => {
    const grid = aGrid();
    const views = Array.from({ length: 8 }, (_, at) => ({ ...view, id: `v${at}` }));
    const stream = begun(grid, EVERYTHING, views);
    stream.tell(move(grid, 48, NOW + 250), NOW + 250);
    const reader = readStream(stream);
    expect(numberOf(await reader.next())).toEqual([BIKES]);
    stream.tell(move(grid, 49, NOW + 500), NOW + 500);
    const events = await reader.next();
    expect(events.map((event) => event.type === "bikes" && event.view)).toEqual([
      ...views.slice(1).map(({ id }) => id),
      "v0",
    ]);
    expect(numberOf(events)).toEqual(views.map(() => BIKES));
    expect(latOf(reader)).toBe(49);
  });

  it("is given up when the client has taken nothing for a minute, and what waited is dropped", async () => {
    const grid = aGrid();
    const stream = begun(grid, EVERYTHING, [view]);
    stream.tell(move(grid, 48, NOW), NOW + 60_000);
    expect(await isClosed(stream)).toBe(false);
    stream.pulse(NOW + 60_250, true);
    expect(await isClosed(stream)).toBe(false);
    stream.tell(move(grid, 49, NOW), NOW + 60_250);
    expect(await isClosed(stream)).toBe(true);
    await expect(stream.body.getReader().read()).rejects.toMatchObject({ name: "AbortError" });
  });

  it("is given up as well where it was never ready", async () => {
    const stream = new LiveStream(new FleetGrid(), EVERYTHING, [view], NOW);
    for (let second = 1; second < 3_600; second++) stream.pulse(NOW + second * 1_000, false);
    expect(await isClosed(stream)).toBe(true);
  });

  it("tells everything anew to a viewer who sees other fleets by now, and nothing to one who sees the same", async () => {
    const grid = aGrid();
    const stream = begun(grid, EVERYTHING, [view]);
    const reader = readStream(stream);
    await reader.next();
    stream.see(ofFleets("a"));
    stream.tell(grid.takeChanges(), NOW + 250);
    expect(await reader.next()).toMatchObject([
      { whole: true, bikes: { n: 0 }, counts: STATUSES.map(() => 0) },
    ]);
    stream.see(ofFleets("a"));
    stream.tell(move(grid, 48, NOW), NOW + 500);
    expect(await reader.next()).toEqual([]);
  });

  it("ends with a word that the client must not come back", async () => {
    const stream = begun(aGrid(), EVERYTHING, [view]);
    const reader = readStream(stream);
    await reader.next();
    stream.end();
    expect(await reader.next()).toEqual([{ type: "end" }]);
    expect(reader.isOver).toBe(true);
    expect(await isClosed(stream)).toBe(true);
  });

  it.each([
    ["the server", (stream: LiveStream) => stream.close()],
    ["the client", (stream: LiveStream) => void stream.body.cancel()],
  ])("is closed once by %s, and takes nothing after that", async (_name, close) => {
    const grid = aGrid();
    const stream = begun(grid, EVERYTHING, [view]);
    let times = 0;
    stream.closed.then(() => times++);
    expect(await isClosed(stream)).toBe(false);
    close(stream);
    expect(await isClosed(stream)).toBe(true);
    stream.tell(move(grid, 48, NOW), NOW + 250);
    stream.pulse(NOW + 250, true);
    stream.see(ofFleets("a"));
    stream.end();
    stream.close();
    await isClosed(stream);
    expect(times).toBe(1);
  });
});

function latOf(reader: StreamReader): number | undefined {
  const event = reader.heard.at(-1);
  if (event?.type !== "bikes") return undefined;
  return decodeBikes(event.bikes, event.at).find(({ id }) => id === "LI-7")?.lat;
}
