import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { joinReadings } from "@/lib/domain/join";
import { HEADER } from "@/lib/domain/packet";
import { DEFAULT_SERVICE_EPOCH_MS } from "@/lib/domain/placing";
import { entriesOf, mergeStates, stateDocument } from "@/lib/domain/state";
import type { StateDocument } from "@/lib/domain/state-document";
import { type StoredReading, toDocument } from "@/lib/domain/stored-reading";
import { windowOf } from "@/lib/domain/window";
import { makeTestInstallation } from "@/stack/test-installation";
import { parseStateDocument } from "./state/parse-state-document";
import { readTopic } from "./testing/read-topic";
import { type RunningWorker, runWorkerOn } from "./testing/running-worker";
import {
  asSent,
  type Recorded,
  type Sending,
  someRecorded,
  someSendings,
} from "./testing/sendings.arbitrary";
import { quarantined, storedSeries, storedStates } from "./testing/stored";

const nowMs = Date.now();
const FOUR_YEARS_MS = 4 * 365 * 86_400_000;

/** Each lane in a worker of its own, so that the two meet in the state of every bike. */
let live: RunningWorker;
let late: RunningWorker;
let runs = 0;
/** Entries met over all runs: a generator that makes none proves nothing. */
const seen = { collision: 0, implausible: 0, ahead: 0 };

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

const entryText = (identity: string, reason: string, value: unknown) =>
  `${identity} ${reason} ${JSON.stringify(value)}`;

/** What must be stored, by the pure functions alone. */
function expectedOf(prefix: string, recorded: readonly Recorded[]) {
  const series = new Map<string, { window: string; reading: StoredReading }>();
  const states = new Map<string, StateDocument>();
  const aside = new Set<string>();
  for (const { bike, source, reading } of recorded) {
    const bikeId = bikeOf(prefix, bike);
    const identity = `${bikeId}/${source}/${reading.timeMs}`;
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

async function expectStored(prefix: string, recorded: readonly Recorded[]): Promise<void> {
  await live.caughtUp();
  await live.es.transport.request({ method: "POST", path: `/${live.names.quarantine}/_refresh` });
  await late.worker.waitingRoom.sweep(nowMs + FOUR_YEARS_MS);
  const expected = expectedOf(prefix, recorded);
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
}

describe("the answer depends on what was recorded, never on when or how often it arrived", () => {
  it("gives the same series, state and quarantine for any order, repetition, batching and lateness", async () => {
    await fc.assert(
      fc.asyncProperty(
        someRecorded(nowMs).chain((recorded) => fc.tuple(fc.constant(recorded), someSendings(recorded))),
        async ([recorded, sendings]) => {
          const prefix = `RUN${String(runs++).padStart(4, "0")}-`;
          await send(prefix, sendings);
          await expectStored(prefix, recorded);
        },
      ),
      { numRuns: 45, endOnFailure: true },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
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
