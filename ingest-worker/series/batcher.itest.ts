import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { aStoredReading, MAX_OPEN_WINDOWS } from "../testing/stages";
import { type StagesSuite, startStagesSuite } from "../testing/stages-suite";
import { storedDocuments } from "../testing/stored";

const NOW_MS = Date.UTC(2026, 10, 18, 12);
const RECORDS = 400;
const SLOW_MS = 1_000;
const WEEK_MS = 7 * 86_400_000;
const WEEKS = 20;
const READINGS_PER_PACKET = 50;
const PACKETS_PER_WEEK = 30;
const BIKES = 5;

let suite: StagesSuite;
beforeAll(async () => {
  suite = await startStagesSuite(inject("environment"));
});
afterAll(() => suite.stop());

it("lets batches grow while the store is slow, instead of queueing many small ones", async () => {
  const { stages, proxy, es, installation } = suite;
  await stages.place("SLOW-1", [aStoredReading(NOW_MS, { speed_kmh: 1 })]);
  proxy.requests.length = 0;
  proxy.faultOf = async (request) => {
    if (request.includes("-readings-")) await sleep(SLOW_MS);
    return "none" as const;
  };
  const placed: Promise<void>[] = [];
  for (let at = 1; at <= RECORDS; at++) {
    placed.push(stages.place("SLOW-1", [aStoredReading(NOW_MS + at, { speed_kmh: 1 })]));
    await sleep(10);
  }
  await Promise.all(placed);
  proxy.heal();
  expect(await storedDocuments(es, installation.names, "SLOW-1")).toHaveLength(RECORDS + 1);
  const bulks = proxy.requests.filter((request) => /-readings-.*_bulk/.test(request));
  // Four at once, a second each, for the four seconds and a bit that records come; without a bound, one each 50 ms.
  expect(bulks.length).toBeLessThanOrEqual(40);
});

it("writes a backlog over many windows in large requests, although its bytes in flight are bounded", async () => {
  const { stages, proxy, es, installation } = suite;
  proxy.requests.length = 0;
  const placed: Promise<void>[] = [];
  for (let packet = 0; packet < PACKETS_PER_WEEK; packet++)
    for (let week = 1; week <= WEEKS; week++) {
      await stages.room();
      const fromMs = NOW_MS - week * WEEK_MS + packet * READINGS_PER_PACKET;
      const readings = Array.from({ length: READINGS_PER_PACKET }, (_, at) =>
        aStoredReading(fromMs + at, { speed_kmh: 1 }),
      );
      placed.push(stages.place(`MANY-${packet % BIKES}`, readings));
    }
  await Promise.all(placed);
  for (let bike = 0; bike < BIKES; bike++)
    expect(await storedDocuments(es, installation.names, `MANY-${bike}`)).toHaveLength(
      (WEEKS * PACKETS_PER_WEEK * READINGS_PER_PACKET) / BIKES,
    );
  const bulks = proxy.requests.filter((request) => /-readings-.*_bulk/.test(request));
  // Some hundred readings of each of the windows fit into the room; a packet is of 50.
  expect((WEEKS * PACKETS_PER_WEEK * READINGS_PER_PACKET) / bulks.length).toBeGreaterThan(150);
});

it("takes over no more small batches than it can hold while the store is silent", async () => {
  const { stages, proxy, es, installation } = suite;
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  proxy.faultOf = async (request) => {
    if (request.includes("-readings-")) await answered;
    return "none" as const;
  };
  const placed: Promise<void>[] = [];
  const placing = (async () => {
    for (let week = 1; week <= 2 * MAX_OPEN_WINDOWS; week++) {
      await stages.room();
      placed.push(stages.place("WIDE-1", [aStoredReading(NOW_MS - week * WEEK_MS, { speed_kmh: 1 })]));
    }
  })();
  await sleep(2 * SLOW_MS);
  // As many as may be open, eight on their way, and the one that was too many.
  const taken = placed.length;
  answer();
  await placing;
  await Promise.all(placed);
  proxy.heal();
  expect(taken).toBeLessThanOrEqual(MAX_OPEN_WINDOWS + 9);
  expect(await storedDocuments(es, installation.names, "WIDE-1")).toHaveLength(2 * MAX_OPEN_WINDOWS);
});
