import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/actor";
import { asSent } from "@/lib/domain/as-sent";
import { FIELDS } from "@/lib/domain/fields";
import { joinReadings } from "@/lib/domain/join";
import { HEADER } from "@/lib/domain/packet";
import { entriesOf, mergeStates, stateDocument } from "@/lib/domain/state";
import type { StateDocument } from "@/lib/domain/state-document";
import { toApiValue } from "@/lib/domain/units";
import { visibleRanges } from "@/lib/fleet/visible-ranges";
import { getReadings } from "@/lib/telemetry/get-readings";
import { getRegistration } from "@/lib/telemetry/get-registration";
import { openReader, type Reader } from "@/lib/telemetry/reader";
import { makeTestInstallation } from "@/stack/test-installation";
import { parseStateDocument } from "./state/parse-state-document";
import { readTopic } from "./testing/read-topic";
import { type RunningWorker, runWorkerOn } from "./testing/running-worker";
import type { Recorded, Sending } from "./testing/sendings.arbitrary";
import { storedSeries, storedStates } from "./testing/stored";
import { BIKES, bikeOf, entityOf, type Step, type Story, someStory } from "./testing/swaps.arbitrary";

const nowMs = Date.now();
const WEEK_MS = 7 * 86_400_000;
const STORIES_AT_ONCE = 4;

/** Both have a part of the partitions of every topic. */
let one: RunningWorker;
let other: RunningWorker;
let reader: Reader;
let database: ReturnType<typeof openDatabase>;
let stories = 0;

beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  const { environment, names } = installation;
  [one, other] = await Promise.all([runWorkerOn(installation), runWorkerOn(installation)]);
  database = openDatabase(environment.SLIPSTREAM_DATABASE_URL ?? "");
  reader = openReader({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    password: environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD ?? "",
    namespace: names.namespace,
  });
});
afterAll(() => Promise.all([one.stop(), other.stop(), database.close()]));

async function sendPacket(idOf: (bike: number) => string, { readings, latenessMs, late }: Sending) {
  const [first] = readings;
  if (!first) return;
  const bikeId = idOf(first.bike);
  const packet = {
    v: 1,
    bike_id: bikeId,
    source: first.source,
    readings: readings.map((r) => asSent(r.reading)),
  };
  const { telemetry, telemetryLate } = one.names.topics;
  const headers = { [HEADER.receivedAt]: String(nowMs + latenessMs), [HEADER.ingestClient]: "tests" };
  await one.publisher.publish(late ? telemetryLate : telemetry, [
    { key: bikeId, value: JSON.stringify(packet), headers },
  ]);
}

async function tell(idOf: (bike: number) => string, step: Step): Promise<void> {
  if (step.kind === "pause") await one.caughtUp();
  else if (step.kind === "packet") await sendPacket(idOf, step.sending);
  else {
    const value = JSON.stringify(entityOf(idOf, step));
    await one.publisher.publish(one.names.topics.bikes, [{ key: idOf(step.bike), value }]);
  }
}

/** What of a bike must be stored and read, by the last swaps and all readings alone. */
function expectedOf(idOf: (bike: number) => string, bike: number, { recorded, swaps }: Story) {
  const joined = new Map<string, Recorded>();
  for (const one of recorded) {
    const identity = [one.reading.timeMs, one.source, idOf(one.bike)].join(" ");
    const present = joined.get(identity);
    const reading = present ? joinReadings(present.reading, one.reading).reading : one.reading;
    joined.set(identity, { ...one, reading });
  }
  const own = [...joined].filter(([, one]) => bikeOf(swaps, one) === bike);
  const state = own
    .map(([, { reading, source }]) =>
      stateDocument(idOf(bike), 0, entriesOf(reading, source), reading.timeMs),
    )
    .reduce(mergeStates, stateDocument(idOf(bike), 0, {}, null));
  const readings = own
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { reading, source }]) => ({
      atMs: reading.timeMs,
      source,
      values: Object.fromEntries(
        FIELDS.flatMap((field, slot) => {
          const value = reading.values[slot];
          return value === undefined ? [] : [[field.name, toApiValue(field, value)]];
        }),
      ),
    }));
  return { state: measured(state), readings };
}

const measured = (state: StateDocument | undefined) => {
  const { bike_id, newest_at, fields } = parseStateDocument({ ...state });
  return { bike_id, newest_at, fields };
};

const operator: UserActor = {
  kind: "user",
  id: "o",
  name: "O",
  email: "o@x.example",
  organisation: { id: "m", name: "Maker", kind: "maker" },
  roles: ["operator"],
};

async function readingsOf(bikeId: string) {
  const ask = (id: string) => getRegistration(reader, id);
  const range = { fromMs: nowMs - 4 * WEEK_MS, toMs: nowMs };
  const ranges = await visibleRanges(operator, bikeId, range, ask, database.db);
  const { readings } = await getReadings(reader, ranges, { limit: 10_000 });
  return readings.map(({ atMs, source, values }) => ({ atMs, source, values }));
}

async function expectAllOf(prefix: string, story: Story): Promise<void> {
  const idOf = (bike: number) => `${prefix}${bike}`;
  const bikes = Array.from({ length: BIKES }, (_, bike) => bike);
  const expected = bikes.map((bike) => expectedOf(idOf, bike, story));
  const found = async () => {
    const states = await storedStates(one.es, one.names, prefix);
    return bikes.map((bike) => measured(states.get(idOf(bike))));
  };
  await expect.poll(found, { timeout: 15_000, interval: 200 }).toEqual(expected.map(({ state }) => state));
  await storedSeries(one.es, one.names, prefix);
  for (const bike of bikes) expect(await readingsOf(idOf(bike))).toEqual(expected[bike]?.readings);
}

describe("readings that were recorded under the id of a swapped module", () => {
  it("are those of the bike it sat in, in whatever order readings and swaps are told", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someStory(nowMs), { minLength: STORIES_AT_ONCE, maxLength: STORIES_AT_ONCE }),
        async (some) => {
          const told = some.map((story) => ({ story, prefix: `SWAP${String(stories++).padStart(4, "0")}-` }));
          await Promise.all(
            told.map(async ({ prefix, story }) => {
              for (const step of story.steps) await tell((bike) => `${prefix}${bike}`, step);
            }),
          );
          await one.caughtUp();
          for (const { prefix, story } of told) await expectAllOf(prefix, story);
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  }, 180_000);

  it("are published as they are stored, and end the same for who merges what is published", async () => {
    // A state is stored before it is published: what is stored may be a moment ahead.
    const ends = async () => {
      const followed = new Map<string, StateDocument>();
      for (const { value } of await readTopic(one.kafka, one.names.topics.bikeState)) {
        const published = parseStateDocument(JSON.parse(value?.toString() ?? ""));
        const before = followed.get(published.bike_id);
        followed.set(published.bike_id, before ? mergeStates(before, published) : published);
      }
      const stored = [...(await storedStates(one.es, one.names, "SWAP"))].filter(
        ([, { newest_at, generation }]) => newest_at !== null || generation > 0,
      );
      const end = (state: StateDocument | undefined) => ({
        ...measured(state),
        generation: state?.generation,
      });
      return {
        stored: stored.map(([, state]) => end(state)),
        followed: stored.map(([bikeId]) => end(followed.get(bikeId))),
      };
    };
    await expect
      .poll(
        async () => {
          const { stored, followed } = await ends();
          expect(followed).toEqual(stored);
          return Math.max(...stored.map(({ generation = 0 }) => generation));
        },
        { timeout: 15_000, interval: 200 },
      )
      .toBeGreaterThan(1);
  });

  it("change both bikes' states within five seconds of a swap that is told a week late", async () => {
    const [home, host] = ["LATE-HOME", "LATE-HOST"];
    const idOf = (bike: number) => (bike === 0 ? home : host);
    const told = nowMs - WEEK_MS;
    const at = (bike: number, hoursBeforeTold: number, lat: number): Sending => ({
      readings: [
        {
          bike,
          source: "iot",
          reading: { timeMs: told - hoursBeforeTold * 3_600_000, values: [lat * 1_000_000, 9_000_000] },
        },
      ],
      latenessMs: 0,
      late: true,
    });
    for (const sending of [at(0, 30, 46), at(1, 20, 48), at(0, -1, 47), at(0, -100, 47.5)])
      await sendPacket(idOf, sending);
    await one.caughtUp();
    const latitudes = async () => {
      const published = new Map<string, StateDocument>();
      for (const { key, value } of await readTopic(one.kafka, one.names.topics.bikeState))
        if (key?.toString().startsWith("LATE-"))
          published.set(String(key), parseStateDocument(JSON.parse(String(value))));
      const stored = await storedStates(one.es, one.names, "LATE-");
      const latitude = (state: StateDocument | undefined) => state?.fields.position?.v;
      return [home, host].flatMap((id) => [latitude(published.get(id)), latitude(stored.get(id))]);
    };
    const place = (lat: number) => ({ lat, lon: 9 });
    expect(await latitudes()).toEqual([place(47.5), place(47.5), place(48), place(48)]);
    const swaps = [{ home: 0, host: 1, from: told, to: null }];
    const startedMs = performance.now();
    for (const bike of [0, 1]) await tell(idOf, { kind: "entity", bike, version: 1, swaps });
    await expect
      .poll(latitudes, { timeout: 5_000, interval: 100 })
      .toEqual([place(46), place(46), place(47.5), place(47.5)]);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});
