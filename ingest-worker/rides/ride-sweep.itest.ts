import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { RIDE_VERSION } from "@/lib/domain/ride-document";
import type { Elasticsearch } from "@/lib/es/client";
import type { RunningWorker } from "../testing/running-worker";
import { readSweep } from "./kept-sweep";
import { MARKS_AT_ONCE, RideSweep } from "./ride-sweep";
import { all, around, asRides, buildOn, headOf, kept, ride, workerWithoutRides } from "./testing/by-hand";

const DAY_MS = 24 * 3_600_000;
const BEFORE = RIDE_VERSION - 1;
const MANY = 2 * MARKS_AT_ONCE + 50;
const manyOf = (at: number) => `RW-${String(at).padStart(6, "0")}`;
let worker: RunningWorker;
let es: Elasticsearch;
/** Of all processes of this suite; each way through all bikes begins a day after the one before it. */
let nowMs = Date.now();

beforeAll(async () => {
  worker = await workerWithoutRides(inject("environment"));
  es = asRides(worker);
});
afterAll(async () => {
  await es.close();
  await worker.stop();
});

/** A process that sees to it that all rides are made by the rules of a version. */
function processOf(version: number) {
  const marked: string[] = [];
  const clock = { elapsedMs: 0 };
  const sweep = new RideSweep({
    ...{ es, names: worker.names, version },
    publish: async (marks) => {
      marked.push(...marks.map(({ key }) => key));
    },
    now: () => nowMs,
    elapsedMs: () => clock.elapsedMs,
  });
  return { sweep, clock, marked };
}
const sweepNow = async () => (await readSweep(es, worker.names.rides))?.sweep;

/** Goes through all bikes, whose marks somebody works on. @returns those that were marked. */
async function wayOf(
  { sweep, marked }: ReturnType<typeof processOf>,
  work: (bikeId: string) => Promise<unknown>,
): Promise<string[]> {
  nowMs += 2 * DAY_MS;
  const from = marked.length;
  for (let done = from; ; ) {
    await sweep.turn();
    while (done < marked.length) await work(marked[done++] ?? "");
    const now = await sweepNow();
    if (now?.version !== undefined && now.rests_until_ms !== null && now.rests_until_ms > nowMs)
      return marked.slice(from);
  }
}
const by = (version: number) => (bikeId: string) => buildOn(es, worker, all(bikeId), version);

it("marks some at a time, the next ones when these are made, and another process goes on where one ended", async () => {
  const operations = Array.from({ length: MANY }, (_, at) => [
    { index: { _id: manyOf(at) } },
    { bike_id: manyOf(at), newest_at: Date.now() },
  ]).flat();
  await worker.es.bulk({ index: worker.names.state, operations });
  const made = async (bikeIds: readonly string[]) => {
    const heads = bikeIds.flatMap((id) => [
      { index: { _id: id } },
      { kind: "head", bike_id: id, claims: 1, registered: `[${RIDE_VERSION}]` },
    ]);
    await worker.es.bulk({ index: worker.names.rides, operations: heads });
  };
  const first = processOf(RIDE_VERSION);
  for (let turn = 0; turn < 5; turn++) expect(await first.sweep.turn()).toBe(false);
  expect(first.marked).toEqual(Array.from({ length: MARKS_AT_ONCE }, (_, at) => manyOf(at)));
  await made(first.marked.slice(1));
  await first.sweep.turn();
  expect(first.marked).toHaveLength(MARKS_AT_ONCE);
  await made(first.marked);
  await first.sweep.turn();
  expect(first.marked).toHaveLength(2 * MARKS_AT_ONCE);
  const next = processOf(RIDE_VERSION);
  await next.sweep.turn();
  next.clock.elapsedMs += 170_000;
  await next.sweep.turn();
  // The first one still says that it is there.
  first.clock.elapsedMs += 61_000;
  await first.sweep.turn();
  next.clock.elapsedMs += 20_000;
  await next.sweep.turn();
  expect(next.marked).toEqual([]);
  next.clock.elapsedMs += 180_000;
  await next.sweep.turn();
  await next.sweep.turn();
  expect(next.marked).toEqual(
    Array.from({ length: MANY - 2 * MARKS_AT_ONCE }, (_, at) => manyOf(2 * MARKS_AT_ONCE + at)),
  );
  await made([...first.marked, ...next.marked]);
  expect(await sweepNow()).toMatchObject({ marked: MANY, rests_until_ms: nowMs + DAY_MS / 24 });
  expect(await wayOf(processOf(RIDE_VERSION), by(RIDE_VERSION))).toEqual([]);
  expect(await sweepNow()).toMatchObject({ marked: 0, rests_until_ms: nowMs + DAY_MS });
});

it("marks what was made by earlier rules, in part by some, or never, and leaves the others alone", async () => {
  const [present, earlier, part, never, silent] = ["RX-1", "RX-2", "RX-3", "RX-4", "RX-5"] as const;
  for (const bikeId of [present, earlier, part, never]) await ride(worker, bikeId, 0, 10);
  await worker.es.index({ index: worker.names.state, id: silent, document: { bike_id: silent } });
  await by(RIDE_VERSION)(present);
  await by(BEFORE)(earlier);
  await buildOn(es, worker, around(part));
  expect(await wayOf(processOf(RIDE_VERSION), by(RIDE_VERSION))).toEqual([earlier, part, never]);
  expect(await wayOf(processOf(RIDE_VERSION), by(RIDE_VERSION))).toEqual([]);
  expect(await kept(worker, never)).toMatchObject([{ start: 0, end: 10 }]);
});

it("finds again what a worker of before made by its rules, while both run and after, and all is made by the new ones at last", async () => {
  const [whole, part] = ["RY-1", "RY-2"] as const;
  for (const bikeId of [whole, part]) await ride(worker, bikeId, 0, 10);
  for (const bikeId of [whole, part]) await by(BEFORE)(bikeId);
  const [older, newer] = [processOf(BEFORE), processOf(RIDE_VERSION)];
  const madeBy: Record<string, (bikeId: string) => Promise<unknown>> = {
    [whole]: by(BEFORE),
    [part]: by(RIDE_VERSION),
  };
  // The mark of one is read by a worker of before, which knows of no versions.
  newer.clock.elapsedMs = 0;
  const marking = wayOf(newer, async (bikeId) => {
    await madeBy[bikeId]?.(bikeId);
    newer.clock.elapsedMs += 601_000;
  });
  expect(await marking).toEqual([whole, part]);
  // One of before does not begin over what newer ones see to.
  await older.sweep.turn();
  expect(older.marked).toEqual([]);
  expect((await headOf(worker, whole))?.registered).toBe(`[${BEFORE}]`);
  // It works on some rides of the other, too, that was made by the new rules already.
  await buildOn(es, worker, around(part), BEFORE);
  expect(await headOf(worker, part)).not.toHaveProperty("registered");
  expect(await wayOf(newer, by(RIDE_VERSION))).toEqual([whole, part]);
  for (const bikeId of [whole, part])
    expect((await headOf(worker, bikeId))?.registered).toBe(`[${RIDE_VERSION}]`);
  expect(await wayOf(newer, by(RIDE_VERSION))).toEqual([]);
});
