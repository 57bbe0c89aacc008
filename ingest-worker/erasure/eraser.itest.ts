import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { toldByTopics } from "@/cli/told-by-topics";
import { recordConsent } from "@/lib/consent/record-consent";
import { sql } from "@/lib/db/testing/statement";
import { namesIn } from "@/lib/domain/names";
import { readToldWithdrawal } from "@/lib/domain/told-withdrawal";
import { signedKey } from "@/lib/domain/tombstone";
import { readEraserEnvironment } from "@/lib/env/eraser";
import { eraseRider } from "@/lib/erasure/erase-rider";
import { listErasures } from "@/lib/erasure/list-erasures";
import { type OwnedBikes, ownedBikes } from "@/lib/erasure/testing/owned-bikes";
import { createKafka } from "@/lib/kafka/client";
import { partitionFor } from "@/lib/kafka/partition";
import { createPublisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { makeTestInstallation } from "@/stack/test-installation";
import { readTopic } from "../testing/read-topic";
import { type RunningEraser, startEraser } from "./start-eraser";

const patience = { timeout: 90_000, interval: 250 };
const log = createLog("tests", "silent");
let owned: OwnedBikes;
let eraser: RunningEraser;
let toldTo: (topic: "erasures" | "withdrawals") => ReturnType<typeof readTopic>;
let publish: (key: string, value: string, placedAs: string) => Promise<void>;
let endsOf: () => Promise<number[]>;
let toldOf: (bikeId: string) => Promise<number>;

beforeAll(async () => {
  const { environment } = await makeTestInstallation(inject("environment"));
  owned = await ownedBikes(environment);
  const read = readEraserEnvironment({ ...environment, SLIPSTREAM_WORKER_METRICS_PORT: "0" });
  const fatal = (fault: unknown) => {
    throw fault;
  };
  eraser = await startEraser(read, log, fatal, 0);
  const kafka = createKafka({ brokers: read.SLIPSTREAM_KAFKA_BROKERS, clientId: "tests", log });
  const names = namesIn(read.SLIPSTREAM_NAMESPACE);
  toldTo = (topic) => readTopic(kafka, names.topics[topic]);
  publish = async (key, value, placedAs) => {
    const publisher = await createPublisher(kafka);
    await publisher.publish(names.topics.erasures, [{ key, value, placedAs }]);
    await publisher.disconnect();
  };
  endsOf = async () => {
    const admin = kafka.admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(names.topics.erasures);
    await admin.disconnect();
    return ends.toSorted((a, b) => a.partition - b.partition).map(({ high }) => Number(high));
  };
  toldOf = async (bikeId) => {
    const { tombstones } = await toldByTopics(read.SLIPSTREAM_KAFKA_BROKERS, names);
    return tombstones.filter(({ reportedAs }) => reportedAs === bikeId).length;
  };
});
afterAll(async () => {
  await eraser.stop();
  await owned.close();
});

const erasure = async (id: string) =>
  (await listErasures(owned.officer, {}, owned.stores)).find((one) => one.id === id);

describe("the process that erases", () => {
  it("brings an erasure to its end while another fails at each attempt, which is shown with what failed", async () => {
    const [carl, dora] = [await owned.rider("carl"), await owned.rider("dora")];
    const [failing, following] = [randomUUID(), randomUUID()];
    // Its tombstone says what nobody can read.
    await owned.db.transaction(async (transaction) => {
      await transaction.execute(sql`
        insert into erasures (id, rider_id, reason, evidence, asked_by, asked_at, withdrawals)
        values (${failing}, ${carl}::uuid, 'asked by letter', 'a letter', 'console:test', now() - interval '1 day', '{}')`);
      await transaction.execute(sql`insert into tombstones (erasure_id, rider_id, bike_id, reported_as, spared)
        values (${failing}, ${carl}::uuid, 'ER-000001', 'ER-000001', '["unreadable"]')`);
    });
    await expect
      .poll(async () => (await erasure(failing))?.failing?.failures ?? 0, patience)
      .toBeGreaterThan(1);
    const told = { reason: "asked by letter", evidence: "letter", channel: "letter" } as const;
    const asked = { ...told, id: following, riderId: dora };
    await eraseRider(owned.officer, asked, async () => new Map(), owned.stores);
    await expect.poll(async () => (await erasure(following))?.receipts.length, patience).toBe(1);
    expect((await erasure(following))?.failing).toBeNull();
    const shown = await erasure(failing);
    expect(shown).toMatchObject({ at: "survey", receipts: [] });
    expect(shown?.failing).toMatchObject({ step: "survey", fault: expect.stringContaining("not foreseen") });
    const health = await (await fetch(`http://127.0.0.1:${eraser.metricsPort}/health/ready`)).text();
    expect(health).toContain("an erasure waits at survey");
  }, 120_000);

  it("tells of a bike that was lent for years in as many records as that takes, all where workers of the bike look", async () => {
    const [bikeId, stones] = ["ER-000009", 12_002];
    await owned.bike(bikeId);
    const [fred, asked] = [await owned.rider("fred"), randomUUID()];
    const before = await endsOf();
    // Of before: of more records than it takes now.
    await publish(`${bikeId}#7`, `{"tombstones":[{"from":1,"to":2,"rider":"${fred}"}]}`, bikeId);
    await owned.db.transaction(async (transaction) => {
      await transaction.execute(sql`
        insert into erasures (id, rider_id, reason, evidence, asked_by, asked_at, withdrawals)
        values (${asked}, ${fred}::uuid, 'asked by letter', 'a letter', 'console:test', now(), '{}')`);
      await transaction.execute(sql`
        insert into tombstones (erasure_id, rider_id, bike_id, reported_as, source, from_ms, to_ms)
        select ${asked}::uuid, ${fred}::uuid, ${bikeId}, ${bikeId}, 'app', 1750000000000 + n * 660000::bigint, 1750000000001 + n * 660000::bigint
        from generate_series(1, ${stones}) as n`);
    });
    const publishes = async () => (await erasure(asked))?.steps.find(({ step }) => step === "publish");
    await expect.poll(async () => (await publishes())?.endedMs ?? null, patience).not.toBeNull();
    expect(await publishes()).toMatchObject({ failures: 0, counts: { ids: 2 } });
    const records = (await toldTo("erasures")).filter(({ key }) => String(key).startsWith(bikeId));
    expect(new Set(records.map(({ key }) => String(key))).size).toBe(4);
    const ends = await endsOf();
    const grown = ends.flatMap((end, partition) => (end > (before[partition] ?? 0) ? [partition] : []));
    expect(grown).toEqual(
      [...new Set([bikeId, signedKey(fred)].map((key) => partitionFor(key)))].sort((a, b) => a - b),
    );
    expect(await toldOf(bikeId)).toBe(stones);
  }, 120_000);

  it("tells a topic what is withdrawn, and by whom of all riders", async () => {
    const eve = await owned.rider("eve");
    const said = { riderId: eve, purpose: "range-model", noticeVersion: 1, language: "en" } as const;
    const heard = { channel: "letter", evidence: "a letter" } as const;
    for (const decision of ["granted", "withdrawn"] as const)
      await recordConsent(owned.officer, { ...said, ...heard, id: randomUUID(), decision }, owned.stores);
    const ofEve = async () =>
      (await toldTo("withdrawals")).filter(({ key }) => String(key) === `${eve} range-model`);
    await expect.poll(async () => (await ofEve()).length, patience).toBe(1);
    const [record] = await ofEve();
    expect(readToldWithdrawal(String(record?.value))).toMatchObject({ rider: eve, purpose: "range-model" });
  });
});
