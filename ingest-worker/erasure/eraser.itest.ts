import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { recordConsent } from "@/lib/consent/record-consent";
import { sql } from "@/lib/db/testing/statement";
import { namesIn } from "@/lib/domain/names";
import { readToldWithdrawal } from "@/lib/domain/told-withdrawal";
import { readEraserEnvironment } from "@/lib/env/eraser";
import { eraseRider } from "@/lib/erasure/erase-rider";
import { listErasures } from "@/lib/erasure/list-erasures";
import { type OwnedBikes, ownedBikes } from "@/lib/erasure/testing/owned-bikes";
import { createKafka } from "@/lib/kafka/client";
import { createLog } from "@/lib/log";
import { makeTestInstallation } from "@/stack/test-installation";
import { readTopic } from "../testing/read-topic";
import { type RunningEraser, startEraser } from "./start-eraser";

const patience = { timeout: 90_000, interval: 250 };
const log = createLog("tests", "silent");
let owned: OwnedBikes;
let eraser: RunningEraser;
let toldTo: () => ReturnType<typeof readTopic>;

beforeAll(async () => {
  const { environment } = await makeTestInstallation(inject("environment"));
  owned = await ownedBikes(environment);
  const read = readEraserEnvironment({ ...environment, SLIPSTREAM_WORKER_METRICS_PORT: "0" });
  const fatal = (fault: unknown) => {
    throw fault;
  };
  eraser = await startEraser(read, log, fatal, 0);
  const kafka = createKafka({ brokers: read.SLIPSTREAM_KAFKA_BROKERS, clientId: "tests", log });
  toldTo = () => readTopic(kafka, namesIn(read.SLIPSTREAM_NAMESPACE).topics.withdrawals);
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

  it("tells a topic what is withdrawn, and by whom of all riders", async () => {
    const eve = await owned.rider("eve");
    const said = { riderId: eve, purpose: "range-model", noticeVersion: 1, language: "en" } as const;
    const heard = { channel: "letter", evidence: "a letter" } as const;
    for (const decision of ["granted", "withdrawn"] as const)
      await recordConsent(owned.officer, { ...said, ...heard, id: randomUUID(), decision }, owned.stores);
    const ofEve = async () => (await toldTo()).filter(({ key }) => String(key) === `${eve} range-model`);
    await expect.poll(async () => (await ofEve()).length, patience).toBe(1);
    const [record] = await ofEve();
    expect(readToldWithdrawal(String(record?.value))).toMatchObject({ rider: eve, purpose: "range-model" });
  });
});
