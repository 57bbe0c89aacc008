import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { aRide } from "@/lib/consent/testing/a-ride";
import { openErasureSession } from "@/lib/db/erasure-session";
import { createElasticsearch } from "@/lib/es/client";
import { createKafka } from "@/lib/kafka/client";
import { createPublisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { makeTestInstallation } from "@/stack/test-installation";
import { readTopic } from "../testing/read-topic";
import { type AtStep, type Erasing, STEPS } from "./erasing-steps";

const BIKE = "ER-000001";
const [BEGIN, MINUTE] = [Date.parse("2026-11-10T09:00:00Z"), 60_000];
const log = createLog("tests", "silent");
const stone = {
  ...{ riderId: "r", bikeId: BIKE, reportedAs: BIKE, source: null, fromMs: BEGIN, toMs: BEGIN + 60 * MINUTE },
  ...{ spared: [], erasureId: "e", askedMs: 1 },
};
const at: AtStep = { id: "e", riderId: "r", isErased: false, stones: [stone], steps: new Map() };

let work: Erasing;
let marks: () => Promise<number>;
let closeAll: () => Promise<unknown>;
let nowMs = 0;
/** How many readings are there each time that they are removed, and of how many bikes states were derived. */
const there: number[] = [];
const derived: number[] = [];

beforeAll(async () => {
  const { environment, names } = await makeTestInstallation(inject("environment"));
  const es = (username: "maintenance" | "suite") =>
    createElasticsearch({
      url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
      username,
      password: environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
    });
  const [own, suite] = [es("maintenance"), es("suite")];
  const brokers = (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  const kafka = createKafka({ brokers, clientId: "tests", log });
  const publisher = await createPublisher(kafka);
  const session = openErasureSession(environment.SLIPSTREAM_DATABASE_ERASURE_URL ?? "");
  const ride = aRide(BIKE, BEGIN, BEGIN + 20 * MINUTE);
  await suite.index({ index: names.rides, id: "of-it", document: ride, refresh: true });
  marks = async () => (await readTopic(kafka, names.topics.ridesDirty)).length;
  work = {
    ...{ es: own, kafka, publisher, session, names, log, recheckAfterMs: 0, elapsedMs: () => nowMs },
    readings: {
      count: async () => 0,
      remove: async () => ({ removed: there.shift() ?? 0, waitMs: 0 }),
    },
    states: { derive: async (bikes) => derived.push(bikes.length) },
    marked: new Map(),
  };
  closeAll = () => Promise.all([publisher.disconnect(), session.close(), own.close(), suite.close()]);
});
afterAll(() => closeAll());

it("removes again what was on its way while readings were removed, as long as rides are made of it", async () => {
  expect(await STEPS.rides(work, at)).toMatchObject({ kind: "waits" });
  expect(await STEPS.rides(work, at)).toMatchObject({ kind: "waits" });
  expect([await marks(), derived]).toEqual([1, []]);
  there.push(3);
  nowMs += 61_000;
  expect(await STEPS.rides(work, at)).toMatchObject({ kind: "waits" });
  expect([await marks(), derived, there]).toEqual([2, [1], []]);
});

it("has rides made anew each time that something of them was removed, though none begins or ends where nothing may be", async () => {
  const ofPhones = { ...at, id: "f", stones: [{ ...stone, source: "app" as const }] };
  expect(await STEPS.rides(work, ofPhones)).toMatchObject({ kind: "waits" });
  expect(await STEPS.rides(work, ofPhones)).toMatchObject({ kind: "done" });
  const before = await marks();
  there.push(1);
  expect(await STEPS.readings(work, ofPhones)).toMatchObject({ kind: "done", counts: { readings: 1 } });
  expect(await STEPS.rides(work, ofPhones)).toMatchObject({ kind: "waits" });
  expect(await STEPS.rides(work, ofPhones)).toMatchObject({ kind: "done" });
  expect(await marks()).toBe(before + 1);
});
