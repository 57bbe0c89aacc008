import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { asSent } from "@/lib/domain/as-sent";
import { generationName } from "@/lib/domain/generation";
import { joinReadings } from "@/lib/domain/join";
import { HEADER } from "@/lib/domain/packet";
import { DEFAULT_SERVICE_EPOCH_MS } from "@/lib/domain/placing";
import { entriesOf, mergeStates, stateDocument } from "@/lib/domain/state";
import type { StateDocument } from "@/lib/domain/state-document";
import { type StoredReading, toDocument } from "@/lib/domain/stored-reading";
import { windowOf } from "@/lib/domain/window";
import { listGenerations } from "@/lib/es/list-generations";
import { sealWindow } from "@/lib/windows/seal-window";
import { makeTestInstallation } from "@/stack/test-installation";
import { parseStateDocument } from "./state/parse-state-document";
import { readTopic } from "./testing/read-topic";
import { type RunningWorker, runWorkerOn } from "./testing/running-worker";
import { type Recorded, type Sending, someRecorded, someSendings } from "./testing/sendings.arbitrary";
import { quarantined, storedSeries, storedStates } from "./testing/stored";

const nowMs = Date.now();
const FOUR_YEARS_MS = 4 * 365 * 86_400_000;

/** Each lane in a worker of its own, so that the two meet in the state of every bike. */
let live: RunningWorker;
let late: RunningWorker;
let runs = 0;
/** Entries met over all runs: a generator that makes none proves nothing. */
const seen = { collision: 0, implausible: 0, ahead: 0 };
let seenSealed = 0;

beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  [live, late] = await Promise.all([
    runWorkerOn(installation, { lanes: ["telemetry"] }),
    runWorkerOn(installation, { lanes: ["late"] }),
  ]);
});
afterAll(() => Promise.all([live.stop(), late.stop()]));

const bikeOf = (prefix: string, bike: number) => `${prefix}${bike}`;

async function send(prefix: string, sendings: readonly Sending[]): Promise<void> {
  for (const { readings, latenessMs, late: isLate } of sendings) {
    const [first] = readings;
    if (!first) continue;
    const bikeId = bikeOf(prefix, first.bike);
    const packet = {
      v: 1,
      bike_id: bikeId,
      source: first.source,
      readings: readings.map(({ reading }) => asSent(reading)),
    };
    await live.publisher.publish(isLate ? live.names.topics.telemetryLate : live.names.topics.telemetry, [
      {
        key: bikeId,
        value: JSON.stringify(packet),
        headers: {
          [HEADER.receivedAt]: String(nowMs + latenessMs),
          [HEADER.ingestClient]: `client-${latenessMs % 3}`,
        },
      },
    ]);
  }
}

const identityOf = (prefix: string, { bike, source, reading }: Recorded) =>
  `${bikeOf(prefix, bike)}/${source}/${reading.timeMs}`;
const entryText = (identity: string, reason: string, value: unknown) =>
  `${identity} ${reason} ${JSON.stringify(value)}`;

interface Expected {
  readonly series: ReadonlyMap<string, { window: string; reading: StoredReading }>;
  readonly states: ReadonlyMap<string, StateDocument>;
  /** Texts of quarantine entries. */
  readonly aside: ReadonlySet<string>;
}

/** What must be stored, by the pure functions alone. */
function expectedOf(prefix: string, recorded: readonly Recorded[]): Expected {
  const series = new Map<string, { window: string; reading: StoredReading }>();
  const states = new Map<string, StateDocument>();
  const aside = new Set<string>();
  for (const one of recorded) {
    const { reading } = one;
    const identity = identityOf(prefix, one);
    if (reading.timeMs < DEFAULT_SERVICE_EPOCH_MS) {
      aside.add(entryText(identity, "implausible-time", toDocument(reading)));
      continue;
    }
    const present = series.get(identity);
    const joined = present ? joinReadings(present.reading, reading) : { reading, lost: [] };
    for (const loser of joined.lost) aside.add(entryText(identity, "collision", toDocument(loser)));
    series.set(identity, { window: windowOf(reading.timeMs).name, reading: joined.reading });
  }
  for (const [identity, { reading }] of series) {
    const [bikeId = "", source] = identity.split("/");
    const state = stateDocument(
      bikeId,
      0,
      entriesOf(reading, source === "iot" ? "iot" : "app"),
      reading.timeMs,
    );
    const present = states.get(bikeId);
    states.set(bikeId, present ? mergeStates(present, state) : state);
  }
  return {
    series,
    aside,
    states: new Map([...states].map(([bike, state]) => [bike, parseStateDocument({ ...state })])),
  };
}

/** The same where weeks were sealed between the readings `before` and those `after`; their newest generations then. */
function expectedAround(
  prefix: string,
  before: readonly Recorded[],
  after: readonly Recorded[],
  sealed: ReadonlyMap<string, number>,
): Expected {
  const early = expectedOf(prefix, before).series;
  const isSealed = (one: Recorded) =>
    early.has(identityOf(prefix, one)) && sealed.has(windowOf(one.reading.timeMs).name);
  const { series, aside } = expectedOf(prefix, [...before, ...after.filter((one) => !isSealed(one))]);
  const waiting = new Set(aside);
  for (const one of after.filter(isSealed)) {
    const identity = identityOf(prefix, one);
    const copy = series.get(identity)?.reading ?? one.reading;
    const { differsFromA, lost } = joinReadings(copy, one.reading);
    if (differsFromA) waiting.add(entryText(identity, "sealed-collision", toDocument(one.reading)));
    else for (const loser of lost) waiting.add(entryText(identity, "collision", toDocument(loser)));
  }
  const placed = [...series].map(([identity, { window, reading }]) => {
    const newest = sealed.get(window) ?? 0;
    const number = early.has(identity) ? Math.max(newest, 1) : newest + 1;
    return [identity, { window: generationName({ window, number }), reading }] as const;
  });
  // A state knows what waits, too.
  const { states } = expectedOf(prefix, [...before, ...after]);
  return { series: new Map(placed), states, aside: waiting };
}

/** Seals every week of the past that the readings touch and that has a window; the newest generation of each. */
async function sealWeeksOf(recorded: readonly Recorded[]): Promise<Map<string, number>> {
  const listed = await listGenerations(live.es, live.names.windowPrefix);
  const sealed = new Map<string, number>();
  for (const week of new Set(recorded.map(({ reading }) => windowOf(reading.timeMs).name))) {
    const newest = listed.get(week)?.at(-1);
    if (!newest || week >= windowOf(nowMs).name) continue;
    await sealWindow(live.es, live.names, week, { nowMs, isDryRun: false });
    sealed.set(week, newest.number);
  }
  return sealed;
}

/** Every other reading of `after` as the same bike's and instant's as one of `before`, so that sealed copies are met. */
const ofSameInstants = (before: readonly Recorded[], after: readonly Recorded[]): Recorded[] =>
  after.map((recorded, at) => {
    const other = before[at % before.length];
    if (!other || at % 2 === 1) return recorded;
    return { ...other, reading: { ...recorded.reading, timeMs: other.reading.timeMs } };
  });

async function expectStored(prefix: string, expected: Expected): Promise<void> {
  await live.caughtUp();
  await live.es.transport.request({ method: "POST", path: `/${live.names.quarantine}/_refresh` });
  await late.worker.waitingRoom.sweep(nowMs + FOUR_YEARS_MS);
  expect(await storedSeries(live.es, live.names, prefix)).toEqual(expected.series);
  expect(await storedStates(live.es, live.names, prefix)).toEqual(expected.states);
  const entries = await quarantined(live.es, live.names, prefix);
  const lasting = entries.filter(({ reason }) => reason !== "ahead-of-clock");
  const texts = lasting.map(({ identity, reason, value }) => entryText(identity, reason, value));
  expect(texts.sort()).toEqual([...expected.aside].sort());
  expect(lasting.every(({ decision }) => decision === "waiting")).toBe(true);
  const waited = entries.filter(({ reason }) => reason === "ahead-of-clock");
  expect(
    waited.every(({ identity, decision }) => decision === "placed" && expected.series.has(identity)),
  ).toBe(true);
  seen.collision += texts.filter((text) => text.includes(" collision ")).length;
  seen.implausible += texts.filter((text) => text.includes(" implausible-time ")).length;
  seen.ahead += waited.length;
  seenSealed += texts.filter((text) => text.includes(" sealed-collision ")).length;
}

describe("the answer depends on what was recorded, never on when or how often it arrived", () => {
  it("gives the same series, state and quarantine for any order, repetition, batching and lateness", async () => {
    await fc.assert(
      fc.asyncProperty(
        someRecorded(nowMs).chain((recorded) => fc.tuple(fc.constant(recorded), someSendings(recorded))),
        async ([recorded, sendings]) => {
          const prefix = `RUN${String(runs++).padStart(4, "0")}-`;
          await send(prefix, sendings);
          await expectStored(prefix, expectedOf(prefix, recorded));
        },
      ),
      { numRuns: 45, endOnFailure: true },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  }, 180_000);

  it("gives the same where weeks are sealed between, and what would change them waits", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(someRecorded(nowMs), someRecorded(nowMs)).chain(([before, after]) =>
          fc.record({
            before: fc.constant(before),
            early: someSendings(before),
            after: fc.constant(ofSameInstants(before, after)),
            late: someSendings([...ofSameInstants(before, after), ...before]),
          }),
        ),
        async ({ before, early, after, late: lateSendings }) => {
          const prefix = `RUN${String(runs++).padStart(4, "0")}-`;
          await send(prefix, early);
          await live.caughtUp();
          const sealed = await sealWeeksOf([...before, ...after]);
          await send(prefix, lateSendings);
          await expectStored(prefix, expectedAround(prefix, before, [...after, ...before], sealed));
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
    expect(seenSealed).toBeGreaterThan(0);
  }, 180_000);

  it("publishes states that, merged, never take a field back in time and end as what is stored", async () => {
    const followed = new Map<string, StateDocument>();
    for (const { value } of await readTopic(live.kafka, live.names.topics.bikeState)) {
      const published = parseStateDocument(JSON.parse(value?.toString() ?? ""));
      const before = followed.get(published.bike_id);
      const merged = before ? mergeStates(before, published) : published;
      for (const [field, { t }] of Object.entries(before?.fields ?? {}))
        expect(merged.fields[field]?.t).toBeGreaterThanOrEqual(t);
      followed.set(published.bike_id, merged);
    }
    const withoutCopies = new Map(
      [...followed].map(([bike, state]) => [bike, parseStateDocument({ ...state })]),
    );
    expect(withoutCopies).toEqual(await storedStates(live.es, live.names, "RUN"));
    expect(followed.size).toBeGreaterThan(50);
  });
});
