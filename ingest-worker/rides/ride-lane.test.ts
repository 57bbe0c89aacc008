import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { createLog } from "@/lib/log";
import { Ticket } from "../lane/ticket";
import { RidePlacer } from "./ride-lane";
import type { MarkedBike } from "./waiting-marks";

const VERSION = 7;
/** What it takes to make one bike's rides. */
const BIKE_MS = 10;
/** The same of one that never stands. */
const ENDLESS_MS = 30_000;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function openLane() {
  const built: string[] = [];
  const handedOn: OutgoingMessage[] = [];
  const silent = new Set<string>();
  const endless = new Set<string>();
  const kept = { answers: true };
  const making = {
    silent: async (bikes: readonly MarkedBike[]) =>
      new Set(bikes.map(({ bikeId }) => bikeId).filter((bikeId) => silent.has(bikeId))),
    refresh: async () => undefined,
    async build(bikes: readonly MarkedBike[]) {
      const found = bikes.map(({ bikeId }) => bikeId).filter((bikeId) => endless.has(bikeId));
      await new Promise((resolve) => setTimeout(resolve, bikes.length * BIKE_MS + found.length * ENDLESS_MS));
      built.push(...bikes.map(({ bikeId }) => bikeId));
      return new Map(bikes.map(({ bikeId }) => [bikeId, endless.has(bikeId)]));
    },
    async handOn(marks: readonly OutgoingMessage[]) {
      if (marks.length > 0 && !kept.answers) await new Promise(() => undefined);
      handedOn.push(...marks);
    },
    version: VERSION,
  };
  const fatal = (fault: unknown) => {
    throw fault;
  };
  const log = createLog("ingest-worker", "silent");
  const lane = new RidePlacer(making, { ridesOverdue: { set: () => undefined } }, log, fatal, Date.now);
  let offset = 0;
  const place = (bikeId: string, mark: object) => {
    const settled = vi.fn();
    const ticket = new Ticket(settled);
    const value = Buffer.from(JSON.stringify(mark));
    lane.place({ topic: "t", partition: 0, offset: String(offset++), bikeId, value }, ticket);
    ticket.release();
    lane.report();
    return settled;
  };
  const stop = async () => {
    const stopping = lane.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    await stopping;
  };
  return { built, handedOn, silent, endless, kept, place, stop };
}

const WHOLE = { from: null, to: null, wait_ms: 0 };
const bikeOf = (at: number) => `RL-${String(at).padStart(6, "0")}`;

it("makes what rides now while 20,000 bikes wait to be made as a whole, after seconds of such work at most", async () => {
  const { built, place, stop } = openLane();
  for (let at = 0; at < 20_000; at++) place(bikeOf(at), WHOLE);
  await vi.advanceTimersByTimeAsync(10_000);
  const before = built.length;
  expect(before).toBeGreaterThan(500);
  place("LIVE-01", { from: 0, to: 1, wait_ms: 0 });
  await vi.advanceTimersByTimeAsync(300 * BIKE_MS);
  const at = built.indexOf("LIVE-01");
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at - before).toBeLessThanOrEqual(250);
  await stop();
});

it("goes on with bikes as a whole while ever more ride", async () => {
  const { built, place, stop } = openLane();
  for (let at = 0; at < 300; at++) place(bikeOf(at), WHOLE);
  for (let second = 0; second < 120; second++) {
    for (let at = 0; at < 60; at++) place(`LIVE-${second}-${at}`, { from: 0, to: 1, wait_ms: 0 });
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(new Set(built.filter((bikeId) => bikeId.startsWith("RL-"))).size).toBe(300);
  await stop();
});

it("gives bikes that never stand a fifth of its time, all together, until they stand", async () => {
  const { built, endless, handedOn, place, stop } = openLane();
  const broken = Array.from({ length: 10 }, (_, at) => `BROKEN-${at}`);
  for (const bikeId of broken) endless.add(bikeId);
  const settled: ReturnType<typeof place>[] = [];
  const ride = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      settled.push(...broken.map((bikeId) => place(bikeId, { from: 0, to: 1, wait_ms: 0 })));
      for (let second = 0; second < 60; second++) {
        place(`LIVE-${settled.length}-${second}`, { from: 0, to: 1, wait_ms: 0 });
        for (const { key, value } of handedOn.splice(0)) place(key, JSON.parse(String(value)));
        await vi.advanceTimersByTimeAsync(1_000);
      }
    }
  };
  const countOf = (prefix: string) => built.filter((bikeId) => bikeId.startsWith(prefix)).length;
  // Nobody knows them before each was met once.
  await ride(6);
  const [brokenBefore, liveBefore] = [countOf("BROKEN"), countOf("LIVE")];
  await ride(60);
  const share = ((countOf("BROKEN") - brokenBefore) * ENDLESS_MS) / (60 * 60_000);
  expect(share).toBeGreaterThan(0.15);
  expect(share).toBeLessThan(0.21);
  expect(countOf("LIVE") - liveBefore).toBeGreaterThan(60 * 60 - 60);
  // None keeps its place in the topic for longer than a look takes that is under way.
  for (const one of settled.slice(0, -3 * broken.length)) expect(one).toHaveBeenCalledOnce();
  endless.clear();
  await ride(20);
  const before = countOf("BROKEN");
  await ride(5);
  expect(countOf("BROKEN") - before).toBeGreaterThanOrEqual(50);
  await vi.advanceTimersByTimeAsync(120_000);
  for (const one of settled) expect(one).toHaveBeenCalledOnce();
  await stop();
});

it("makes what a bike is told of, although the same bike seems silent to a mark of all that it has", async () => {
  const { built, silent, place, stop } = openLane();
  silent.add("RL-000001");
  const settled = [place("RL-000001", WHOLE), place("RL-000001", { from: 0, to: 1, wait_ms: 0 })];
  await vi.advanceTimersByTimeAsync(1_000);
  expect(built).toEqual(["RL-000001"]);
  for (const one of settled) expect(one).toHaveBeenCalledOnce();
  await stop();
});

it("confirms no mark that asks for later rules before it stands in the topic anew, as it came", async () => {
  const { built, handedOn, kept, place } = openLane();
  kept.answers = false;
  const mark = { ...WHOLE, version: VERSION + 1, told_later: { more: 1 } };
  const settled = place("RL-000001", mark);
  const present = place("RL-000002", { ...WHOLE, version: VERSION });
  await vi.advanceTimersByTimeAsync(50_000);
  expect([built, handedOn]).toEqual([["RL-000002"], []]);
  expect(present).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(settled).not.toHaveBeenCalled();
  kept.answers = true;
  const again = openLane();
  const settledAgain = again.place("RL-000001", mark);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(again.handedOn).toEqual([{ key: "RL-000001", value: JSON.stringify(mark) }]);
  expect(settledAgain).toHaveBeenCalledOnce();
  expect(again.built).toEqual([]);
  await again.stop();
});
