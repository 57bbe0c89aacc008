import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { type ChangingBikes, makeBikes } from "@/lib/db/testing/changing-bikes";
import { type HeldNetwork, holdNetwork } from "@/lib/db/testing/held-network";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { createLog } from "@/lib/log";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { goneBack, lastOf, publishedVersions } from "./testing/published-versions";
import { buildPublisher, end, startPublisher } from "./testing/publishing-process";

const BIKES = 5_000;
const WRITERS = 4;
const KILLS = 6;
const patience = { timeout: 30_000, interval: 50 };

let installation: TestInstallation;
let bikes: ChangingBikes;
let kafka: Kafka;
let network: HeldNetwork;
const children: ReturnType<typeof startPublisher>[] = [];

beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  const { environment } = installation;
  const brokers = (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  kafka = createKafka({ brokers, clientId: "tests", log: createLog("tests", "silent") });
  [bikes, network] = await Promise.all([
    makeBikes(environment, BIKES),
    holdNetwork(environment.SLIPSTREAM_DATABASE_OUTBOX_URL ?? ""),
    buildPublisher(),
  ]);
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, "SIGKILL")));
});
afterAll(() => Promise.all([bikes.close(), network.close()]));

function start(way = {}) {
  const child = startPublisher({ ...installation.environment, ...way });
  children.push(child);
  return child;
}
const published = () => publishedVersions(kafka, installation.names.topics.bikes);
const someWait = () => expect.poll(() => bikes.waiting(), patience).toBeGreaterThan(0);
const allPublished = () => expect.poll(() => bikes.waiting(), patience).toBe(0);

/** Several writers change bikes, some of them the same, until told to stop. */
function write() {
  let isOver = false;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let at = writer; !isOver; at += 7) {
      const first = (at * 311) % (BIKES - 400);
      await bikes.change(bikes.ids.slice(first, first + 400));
    }
  });
  return async () => {
    isOver = true;
    await Promise.all(writers);
  };
}

/** The session that publishes. */
async function leader(): Promise<number | undefined> {
  const [row] = await bikes.owner.execute<{ pid: number }>(`select l.pid from pg_locks l
    join pg_database d on d.oid = l.database and d.datname = current_database()
    where l.locktype = 'advisory' and l.granted`);
  return row?.pid;
}

/** How many publishers have a session, the one that leads and those that would. */
async function sessions(): Promise<number> {
  const [row] = await bikes.owner.execute<{
    count: number;
  }>(`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'slipstream-outbox'`);
  return row?.count ?? 0;
}

/** Where the session of a process is that does not answer: between statements, or in the middle of one. */
async function standsIn(pid: number | undefined): Promise<string> {
  const [row] = await bikes.owner.execute<{ state: string; waits: string | null }>(
    `select state, wait_event as waits from pg_stat_activity where pid = ${pid ?? 0}`,
  );
  return `${row?.state} ${row?.waits}`;
}

describe("the topic of bikes ends with what the database has, and no version in it ever goes down", () => {
  it("when the process that publishes is killed again and again while bikes change", async () => {
    const stopWriting = write();
    let child = start();
    for (let kill = 0; kill < KILLS; kill++) {
      await expect.poll(leader, patience).toBeDefined();
      const heir = start();
      // At another place in its work each time.
      await sleep(20 + 60 * kill);
      await someWait();
      await end(child, "SIGKILL");
      child = heir;
    }
    await stopWriting();
    await allPublished();
    const found = await published();
    expect(goneBack(found)).toEqual([]);
    expect(lastOf(found)).toEqual(await bikes.versions());
    await end(child, "SIGTERM");
    expect(child.exitCode).toBe(0);
  });

  it.each([
    ["between statements", "idle ClientRead"],
    ["in the middle of one", "active ClientRead"],
  ] as const)("when one that stood still %s wakes up after another has taken over", async (at, where) => {
    const frozen = start({ SLIPSTREAM_DATABASE_OUTBOX_URL: network.url });
    await expect.poll(leader, patience).toBeDefined();
    const first = await leader();
    const stopWriting = write();
    await someWait();
    await network.hold(at);
    frozen.kill("SIGSTOP");
    await expect.poll(() => standsIn(first), patience).toBe(where);
    const next = start();
    await expect.poll(async () => ![undefined, first].includes(await leader()), patience).toBe(true);
    await stopWriting();
    await allPublished();
    await expect.poll(sessions, patience).toBe(1);
    frozen.kill("SIGCONT");
    network.release();
    await expect.poll(sessions, patience).toBe(2);
    await bikes.change(bikes.ids);
    await allPublished();
    const found = await published();
    expect(goneBack(found)).toEqual([]);
    expect(lastOf(found)).toEqual(await bikes.versions());
    await Promise.all([end(frozen, "SIGTERM"), end(next, "SIGTERM")]);
    expect([frozen.exitCode, next.exitCode]).toEqual([0, 0]);
  });
});
