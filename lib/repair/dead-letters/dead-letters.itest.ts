import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { deadLetterOf } from "@/ingest-worker/aside/dead-letter";
import { anOrigin } from "@/ingest-worker/testing/an-origin";
import { readTopic } from "@/ingest-worker/testing/read-topic";
import { storedDocuments } from "@/ingest-worker/testing/stored";
import type { DeadLetterReason } from "@/lib/domain/outcome";
import { HEADER } from "@/lib/domain/packet";
import type { Kafka } from "@/lib/kafka/client";
import { PARTITION_COUNT, partitionFor } from "@/lib/kafka/partition";
import { createPublisher } from "@/lib/kafka/publisher";
import { makeTestInstallation } from "@/stack/test-installation";
import { AUTHOR, openStores, startRepairSuite } from "../testing/repair-suite";
import { listDeadLetters } from "./list-dead-letters";
import { resendDeadLetters } from "./resend-dead-letters";
import { showDeadLetter } from "./show-dead-letter";

const ARRIVED_MS = Date.now() - 3_600_000;
const MEASURED_MS = ARRIVED_MS - 60_000;

let suite: Awaited<ReturnType<typeof startRepairSuite>>;
beforeAll(async () => {
  suite = await startRepairSuite(inject("environment"));
});
afterAll(() => suite.stop());

const packet = (bikeId: string, fields: Record<string, unknown>) =>
  JSON.stringify({ v: 1, bike_id: bikeId, source: "iot", readings: [{ t: MEASURED_MS, ...fields }] });
const headers = { [HEADER.receivedAt]: String(ARRIVED_MS), [HEADER.ingestClient]: "client-1" };

/** A letter as a worker that knew less has left it. */
async function leave(bikeId: string, value: string, reason: DeadLetterReason): Promise<string> {
  const { telemetry: topic } = suite.running.names.topics;
  const origin = anOrigin({ key: Buffer.from(bikeId), value: Buffer.from(value), bikeId, headers, topic });
  const faults = [{ reading: 0, field: "soc_pct", expected: "no such field in the contract", got: "50" }];
  const letter = deadLetterOf(origin, reason, faults);
  await suite.running.publisher.publish(suite.running.names.topics.deadLetter, [letter]);
  return letter.key;
}

/** A record that the worker refuses; resolves when it has. */
async function sendRefused(bikeId: string, value: string, more: Record<string, string> = {}): Promise<void> {
  await suite.running.publisher.publish(suite.running.names.topics.telemetry, [
    { key: bikeId, value, headers: { ...headers, ...more } },
  ]);
  await suite.running.caughtUp();
}

const why = "the contract knows the field now";
const resend = (input: Parameters<typeof resendDeadLetters>[1]) =>
  resendDeadLetters(AUTHOR, { why, ...input }, suite.stores);
const lettersOf = async (bikeId: string) => (await listDeadLetters(AUTHOR, { bikeId }, suite.stores)).letters;
const stored = (bikeId: string) => storedDocuments(suite.running.es, suite.running.names, bikeId);

/** The brokers, of which those that hold a key's partition answer nobody while that is withheld. */
function withholding(kafka: Kafka, topic: string, key: string) {
  const partitions = [partitionFor(key, PARTITION_COUNT)];
  const state = { isWithheld: false };
  const through: Kafka = Object.assign(Object.create(kafka), {
    consumer(config: Parameters<Kafka["consumer"]>[0]) {
      const consumer = kafka.consumer(config);
      consumer.on(consumer.events.GROUP_JOIN, () => {
        if (state.isWithheld) consumer.pause([{ topic, partitions }]);
      });
      return consumer;
    },
  });
  return { kafka: through, state };
}

describe("a dead letter that is sent again", () => {
  it("is stored as if it came then, and erased, when the worker knows better now", async () => {
    const key = await leave("KNOWN-1", packet("KNOWN-1", { soc_pct: 50 }), "field");
    const { letters } = await resend({ keys: [key] });
    expect(letters.map(({ outcome }) => outcome)).toEqual([{ kind: "accepted" }]);
    expect(await stored("KNOWN-1")).toMatchObject([
      { soc_permille: 500, lateness_s: 60, ingest_client: "client-1" },
    ]);
    expect(await lettersOf("KNOWN-1")).toEqual([]);
    expect(await suite.audited("resend-dead-letters")).toMatchObject([
      { actor: "console:tests", reason: why, details: { keys: [key] } },
    ]);
  });

  it("is one letter still, with its count raised, when it is refused again", async () => {
    await sendRefused("AGAIN-1", "{");
    const [before] = await lettersOf("AGAIN-1");
    for (const resends of [1, 2]) {
      const { letters } = await resend({ filter: { bikeId: "AGAIN-1" } });
      expect(letters.map(({ outcome }) => outcome.kind)).toEqual(["refused-again"]);
      expect(await lettersOf("AGAIN-1")).toMatchObject([
        { key: before?.key, reason: "undecodable", resends },
      ]);
    }
  });

  it("is left alone after five times, unless somebody insists", async () => {
    await sendRefused("OFTEN-1", "{", { [HEADER.resends]: "5" });
    const filter = { bikeId: "OFTEN-1" };
    const [refused] = (await resend({ filter })).letters;
    expect(refused?.outcome).toEqual({
      kind: "not-sent",
      why: "expected fewer than 5 times that it was sent again, got 5",
    });
    expect((await resend({ filter, force: true })).letters[0]?.outcome.kind).toBe("refused-again");
    expect(await lettersOf("OFTEN-1")).toMatchObject([{ resends: 6 }]);
  });

  it("becomes the letter of another reason, which counts on", async () => {
    const value = packet("OTHER-1", { soc_pct: 50, tyre_kpa: 310 });
    const key = await leave("OTHER-1", value, "unsupported-version");
    const { letters } = await resend({ keys: [key] });
    const [now, ...more] = await lettersOf("OTHER-1");
    expect(letters[0]?.outcome).toEqual({ kind: "refused-otherwise", reason: "field", key: now?.key });
    expect([now?.reason, now?.resends, more]).toEqual(["field", 1, []]);
    expect(await stored("OTHER-1")).toHaveLength(1);
  });

  it("is stored once when an earlier try ended before its letter was erased", async () => {
    const value = packet("TWICE-1", { soc_pct: 50 });
    const key = await leave("TWICE-1", value, "field");
    await sendRefused("TWICE-1", value, { [HEADER.resends]: "1" });
    expect(await stored("TWICE-1")).toHaveLength(1);
    expect((await resend({ keys: [key] })).letters[0]?.outcome.kind).toBe("accepted");
    expect(await stored("TWICE-1")).toHaveLength(1);
    expect(await lettersOf("TWICE-1")).toEqual([]);
  });

  it("goes back to the topic that it came from, as it was but counted, and stays while no worker has decided", async () => {
    const { stores, close } = openStores(await makeTestInstallation(inject("environment")));
    const { topics } = stores.names;
    const publisher = await createPublisher(stores.kafka);
    const value = Buffer.from(packet("ALONE-1", { soc_pct: 50 }));
    const key = Buffer.from("ALONE-1");
    const letter = deadLetterOf(anOrigin({ key, value, headers, topic: topics.telemetryLate }), "field", []);
    await publisher.publish(topics.deadLetter, [letter]);
    const input = { keys: [letter.key.slice(0, 12)], why, waitSeconds: 1 };
    const { letters } = await resendDeadLetters(AUTHOR, input, stores);
    expect(letters[0]?.outcome).toEqual({ kind: "undecided" });
    expect((await listDeadLetters(AUTHOR, {}, stores)).total).toBe(1);
    const [record, ...more] = await readTopic(stores.kafka, topics.telemetryLate);
    expect([record?.key, record?.value, more]).toEqual([key, value, []]);
    const sent = Object.entries(record?.headers ?? {}).map(([name, text]) => [name, String(text)]);
    expect(Object.fromEntries(sent)).toEqual({ ...headers, resends: "1" });
    await Promise.all([publisher.disconnect(), close()]);
  });

  it("is kept while its partition cannot be read, for what came of it may lie there", async () => {
    await sendRefused("QUIET-1", "{");
    const [letter] = await lettersOf("QUIET-1");
    const key = letter?.key ?? "";
    const { kafka, state } = withholding(suite.stores.kafka, suite.running.names.topics.deadLetter, key);
    const { letters } = await resendDeadLetters(
      AUTHOR,
      { keys: [key], why },
      { ...suite.stores, kafka },
      ({ kind }) => {
        state.isWithheld = kind === "judging";
      },
    );
    expect(letters.map(({ outcome }) => outcome)).toEqual([{ kind: "undecided" }]);
    expect(await lettersOf("QUIET-1")).toMatchObject([{ key, reason: "undecodable", resends: 1 }]);
  });

  it("is only told of in a dry run, which needs no reason", async () => {
    const key = await leave("DRY-1", packet("DRY-1", { soc_pct: 50 }), "field");
    const { letters } = await resendDeadLetters(AUTHOR, { keys: [key], dryRun: true }, suite.stores);
    expect(letters.map(({ outcome }) => outcome)).toEqual([{ kind: "to-be-sent" }]);
    expect(await lettersOf("DRY-1")).toHaveLength(1);
    expect(await stored("DRY-1")).toEqual([]);
  });

  it("must be named, or narrowed to, and known, and have a reason", async () => {
    await expect(resend({})).rejects.toMatchObject({ code: "invalid" });
    await expect(resendDeadLetters(AUTHOR, { keys: ["0123456789"] }, suite.stores)).rejects.toMatchObject({
      code: "invalid",
      message: "why: expected a reason, got none",
    });
    await expect(resend({ keys: ["0123456789"] })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("dead letters", () => {
  it("are listed with what is wrong with them, and counted by reason", async () => {
    await sendRefused("LIST-1", packet("LIST-1", { speed_kmh: 999, tyre: "47.1,9.5" }));
    const { letters, total, byReason } = await listDeadLetters(
      AUTHOR,
      { bikeId: "LIST-1", client: "client-1", reason: "field", sinceMs: Date.now() - 600_000 },
      suite.stores,
    );
    expect(total).toBe(1);
    expect(byReason).toEqual([{ reason: "field", letters: 1, faults: 2 }]);
    expect(letters).toMatchObject([{ faultCount: 2, firstFault: { field: "speed_kmh", got: "999" } }]);
    const before = { bikeId: "LIST-1", untilMs: Date.now() - 600_000 };
    expect((await listDeadLetters(AUTHOR, before, suite.stores)).total).toBe(0);
  });

  it("show positions and identifiers only to who gives a reason, which is audited", async () => {
    await sendRefused("SHOW-1", packet("SHOW-1", { lat: 47.125, lon: 9.5, soc_pct: 50, tyre: "secret" }));
    const [listed] = await lettersOf("SHOW-1");
    const key = listed?.key ?? "";
    const shown = await showDeadLetter(AUTHOR, { key }, suite.stores);
    expect(shown.bytes.text).toContain('"soc_pct": 50');
    expect(JSON.stringify(shown)).not.toMatch(/47\.125|secret/);
    expect(await suite.audited("show-dead-letter")).toEqual([]);
    const reasonToLook = "ticket 12";
    const whole = await showDeadLetter(AUTHOR, { key, reasonToLook }, suite.stores);
    expect(whole.bytes.text).toContain("47.125");
    expect(whole.faults[0]?.got).toBe("secret");
    expect(await suite.audited("show-dead-letter")).toMatchObject([
      { subject: `dead-letter:${key}`, reason: reasonToLook },
    ]);
  });
});
