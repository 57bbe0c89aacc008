import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { type ChangingBikes, makeBikes } from "@/lib/db/testing/changing-bikes";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { openFencedPublisher } from "@/lib/kafka/fenced-publisher";
import { createLog } from "@/lib/log";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { Holds } from "../holds";
import { createMetrics } from "../metrics";
import { openOutbox } from "./open-outbox";
import { OutboxLane, type OutboxOptions } from "./outbox-lane";
import { goneBack, lastOf, publishedVersions } from "./testing/published-versions";

const log = createLog("tests", "silent");
const patience = { timeout: 15_000, interval: 20 };
let installation: TestInstallation;
let bikes: ChangingBikes;
let kafka: Kafka;
let options: OutboxOptions;
let brokers: string[];
let url: string;
const lanes: OutboxLane[] = [];

beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  const { environment, names } = installation;
  brokers = (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  url = environment.SLIPSTREAM_DATABASE_OUTBOX_URL ?? "";
  kafka = createKafka({ brokers, clientId: "tests", log });
  bikes = await makeBikes(environment, 10_000);
  options = openOutbox(url, names, brokers, log);
});
afterEach(async () => {
  await Promise.all(lanes.splice(0).map((lane) => lane.stop()));
});
afterAll(() => bikes.close());

function startLane(given: OutboxOptions = options) {
  const metrics = createMetrics();
  const holds = new Holds(metrics);
  /** Also those that are over by now. */
  const begun: string[] = [];
  const begin = holds.begin.bind(holds);
  holds.begin = (store, why) => {
    begun.push(why);
    return begin(store, why);
  };
  const fatal = (fault: unknown) => {
    throw fault;
  };
  const lane = new OutboxLane(given, holds, metrics, log, fatal, () => performance.now());
  lane.start();
  lanes.push(lane);
  return { lane, holds, begun, metrics };
}
const published = () => publishedVersions(kafka, installation.names.topics.bikes);
const allPublished = () => expect.poll(() => bikes.waiting(), patience).toBe(0);

describe("the outbox lane", () => {
  it("publishes ten thousand entities within five seconds and leaves no row behind", async () => {
    expect(await bikes.waiting()).toBe(10_000);
    const startedMs = performance.now();
    startLane();
    await allPublished();
    const tookMs = performance.now() - startedMs;
    expect(tookMs).toBeLessThan(5_000);
    expect(lastOf(await published())).toEqual(await bikes.versions());
  });

  it("publishes a change within a tenth of a second or so", async () => {
    startLane();
    const took: number[] = [];
    for (const bikeId of bikes.ids.slice(0, 20)) {
      await bikes.change([bikeId]);
      const startedMs = performance.now();
      while ((await bikes.waiting()) > 0);
      took.push(performance.now() - startedMs);
    }
    took.sort((a, b) => a - b);
    // The first waits for the lane to take the lead.
    expect(took[9]).toBeLessThan(100);
  });

  it("takes changes in whatever order transactions commit", async () => {
    startLane();
    const [early = "", late = ""] = bikes.ids.slice(100);
    await bikes.db.transaction(async (transaction) => {
      await transaction.execute(`update bikes set version = version + 1 where bike_id = '${early}'`);
      await transaction.execute(`select write_entities(array['${early}'])`);
      await bikes.change([late]);
      await expect.poll(async () => (await published()).get(late)?.at(-1), patience).toBe(2);
    });
    await expect.poll(async () => (await published()).get(early)?.at(-1), patience).toBe(2);
  });

  it("is one of several that publishes, and another goes on when that ends", async () => {
    const running = [startLane(), startLane(), startLane()];
    const publishing = async () => {
      const counts = await Promise.all(running.map(({ metrics }) => metrics.outboxPublished.get()));
      return counts.map(({ values }) => values[0]?.value ?? 0);
    };
    const changed = bikes.ids.slice(0, 3_000);
    await bikes.change(changed);
    await allPublished();
    const first = await publishing();
    expect(first.filter((count) => count > 0)).toEqual([3_000]);
    await running[first.indexOf(3_000)]?.lane.stop();
    await bikes.change(changed);
    await allPublished();
    expect((await publishing()).filter((count) => count > 0)).toEqual([3_000, 3_000]);
    expect(goneBack(await published())).toEqual([]);
  });

  it("puts nothing older behind what another published while it stood still with rows in its hands", async () => {
    const [bikeId = ""] = bikes.ids.slice(5_000);
    let [isStill, wake] = [false, () => {}];
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const stillLane = startLane({
      ...options,
      openSession: (onChange) => {
        const session = options.openSession(onChange);
        const quiet = async <T>(work: () => Promise<T>) => (isStill ? woken.then(work) : work());
        return { ...session, beat: () => quiet(session.beat), backlog: () => quiet(session.backlog) };
      },
      openPublisher: async () => {
        const publisher = await options.openPublisher();
        const publish: typeof publisher.publish = async (topic, messages) => {
          if (messages.some(({ key }) => key === bikeId)) {
            isStill = true;
            await woken;
          }
          await publisher.publish(topic, messages);
        };
        return { ...publisher, publish };
      },
    });
    await bikes.change([bikeId]);
    await expect.poll(() => isStill, patience).toBe(true);
    await bikes.change([bikeId]);
    startLane();
    await allPublished();
    expect((await published()).get(bikeId)?.at(-1)).toBe(3);
    wake();
    await expect.poll(() => stillLane.begun, patience).toHaveLength(1);
    await expect.poll(() => stillLane.holds.reasons(), patience).toEqual([]);
    expect((await published()).get(bikeId)).toEqual([1, 3]);
  });

  it("says that changes wait while no broker answers, and goes on when one does", async () => {
    let isAway = true;
    const { holds } = startLane({
      ...options,
      openPublisher: () =>
        isAway
          ? openFencedPublisher({ brokers: ["127.0.0.1:1"], clientId: "tests", log }, "nobody")
          : options.openPublisher(),
    });
    await bikes.change(bikes.ids.slice(0, 1));
    await expect
      .poll(() => holds.reasons(), { timeout: 40_000, interval: 50 })
      .toEqual([expect.stringMatching(/^kafka: changes of master data wait/)]);
    expect(await bikes.waiting()).toBe(1);
    isAway = false;
    await expect.poll(() => bikes.waiting(), { timeout: 40_000, interval: 50 }).toBe(0);
    await expect.poll(() => holds.reasons(), patience).toEqual([]);
  });

  it("goes on after its session with the database was ended, and says meanwhile that changes wait", async () => {
    const { holds } = startLane();
    await bikes.change(bikes.ids.slice(0, 1));
    await allPublished();
    const limitTo = (connections: number) =>
      bikes.owner.execute(`alter database ${new URL(url).pathname.slice(1)} connection limit ${connections}`);
    await limitTo(0);
    await bikes.owner.execute(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'slipstream-outbox' and datname = current_database()`);
    await expect
      .poll(() => holds.reasons(), patience)
      .toEqual([expect.stringMatching(/^database: changes of master data wait/)]);
    await limitTo(-1);
    await bikes.change(bikes.ids.slice(0, 1));
    await allPublished();
    await expect.poll(() => holds.reasons(), patience).toEqual([]);
  });
});
