import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { joinReadings } from "@/lib/domain/join";
import { HEADER } from "@/lib/domain/packet";
import { DEFAULT_SERVICE_EPOCH_MS } from "@/lib/domain/placing";
import { entriesOf, mergeStates, stateDocument } from "@/lib/domain/state";
import type { StateDocument } from "@/lib/domain/state-document";
import type { StoredReading } from "@/lib/domain/stored-reading";
import { windowOf } from "@/lib/domain/window";
import { parseStateDocument } from "./state/parse-state-document";
import { readTopic } from "./testing/read-topic";
import { type RunningWorker, runWorker } from "./testing/running-worker";
import {
  asSent,
  type Recorded,
  type Sending,
  someRecorded,
  someSendings,
} from "./testing/sendings.arbitrary";
import { storedSeries, storedStates } from "./testing/stored";

const nowMs = Date.now();
const FOUR_YEARS_MS = 4 * 365 * 86_400_000;

let running: RunningWorker;
let runs = 0;

beforeAll(async () => {
  running = await runWorker(inject("environment"));
});
afterAll(() => running.stop());

const bikeOf = (prefix: string, bike: number) => `${prefix}${bike}`;

async function send(prefix: string, sendings: readonly Sending[]): Promise<void> {
  for (const { readings, latenessMs, late } of sendings) {
    const [first] = readings;
    if (!first) continue;
    const bikeId = bikeOf(prefix, first.bike);
    const packet = {
      v: 1,
      bike_id: bikeId,
      source: first.source,
      readings: readings.map(({ reading }) => asSent(reading)),
    };
    await running.publisher.publish(
      late ? running.names.topics.telemetryLate : running.names.topics.telemetry,
      [
        {
          key: bikeId,
          value: JSON.stringify(packet),
          headers: {
            [HEADER.receivedAt]: String(nowMs + latenessMs),
            [HEADER.ingestClient]: `client-${latenessMs % 3}`,
          },
        },
      ],
    );
  }
}

/** What must be stored, by the pure functions alone. */
function expectedOf(prefix: string, recorded: readonly Recorded[]) {
  const series = new Map<string, { window: string; reading: StoredReading }>();
  const states = new Map<string, StateDocument>();
  for (const { bike, source, reading } of recorded) {
    if (reading.timeMs < DEFAULT_SERVICE_EPOCH_MS) continue;
    const bikeId = bikeOf(prefix, bike);
    const identity = `${bikeId}/${source}/${reading.timeMs}`;
    const present = series.get(identity);
    const joined = present ? joinReadings(present.reading, reading).reading : reading;
    series.set(identity, { window: windowOf(reading.timeMs).name, reading: joined });
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
    states: new Map([...states].map(([bike, state]) => [bike, parseStateDocument({ ...state })])),
  };
}

async function expectStored(prefix: string, recorded: readonly Recorded[]): Promise<void> {
  await running.caughtUp();
  await running.es.transport.request({ method: "POST", path: `/${running.names.quarantine}/_refresh` });
  await running.worker.waitingRoom.sweep(nowMs + FOUR_YEARS_MS);
  const expected = expectedOf(prefix, recorded);
  expect(await storedSeries(running.es, running.names, prefix)).toEqual(expected.series);
  expect(await storedStates(running.es, running.names, prefix)).toEqual(expected.states);
}

describe("the answer depends on what was recorded, never on when or how often it arrived", () => {
  it("gives the same series and state for any order, repetition, batching and lateness", async () => {
    await fc.assert(
      fc.asyncProperty(
        someRecorded(nowMs).chain((recorded) => fc.tuple(fc.constant(recorded), someSendings(recorded))),
        async ([recorded, sendings]) => {
          const prefix = `RUN${String(runs++).padStart(4, "0")}-`;
          await send(prefix, sendings);
          await expectStored(prefix, recorded);
        },
      ),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it("keeps every identity: stored, or in quarantine when it names an implausible time", async () => {
    const answer = await running.es.transport.request<{
      hits: { hits: { _source: { event_at: number; reason: string; decision: string } }[] };
    }>({
      method: "POST",
      path: `/${running.names.quarantine}/_search`,
      body: { size: 10_000 },
    });
    const entries = answer.hits.hits.map((hit) => hit._source);
    const implausible = entries.filter((entry) => entry.reason === "implausible-time");
    expect(implausible.length).toBeGreaterThan(0);
    expect(
      implausible.every((entry) => entry.event_at < DEFAULT_SERVICE_EPOCH_MS && entry.decision === "waiting"),
    ).toBe(true);
    expect(
      entries
        .filter((entry) => entry.reason === "ahead-of-clock")
        .every((entry) => entry.decision === "placed"),
    ).toBe(true);
  });

  it("never lets a field of a published state go back in time", async () => {
    const newest = new Map<string, number>();
    for (const { value } of await readTopic(running.kafka, running.names.topics.bikeState)) {
      const state = parseStateDocument(JSON.parse(value?.toString() ?? ""));
      for (const [field, entry] of Object.entries(state.fields)) {
        const key = `${state.bike_id}/${field}`;
        expect(entry.t).toBeGreaterThanOrEqual(newest.get(key) ?? Number.NEGATIVE_INFINITY);
        newest.set(key, entry.t);
      }
    }
    expect(newest.size).toBeGreaterThan(100);
  });
});
