import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { FieldFault } from "@/lib/domain/faults";
import type { OutcomeKind } from "@/lib/domain/outcome";
import { HEADER } from "@/lib/domain/packet";
import { windowOf } from "@/lib/domain/window";
import { readWorkerEnvironment } from "@/lib/env/worker";
import { sendBulk } from "@/lib/es/bulk";
import { encodedBytes, MAX_MESSAGE_BYTES } from "@/lib/kafka/outgoing-message";
import { createLog } from "@/lib/log";
import { readTopic } from "./testing/read-topic";
import { type RunningWorker, runWorker } from "./testing/running-worker";
import { quarantined, storedDocuments, storedSeries, storedStates } from "./testing/stored";
import { startWorker } from "./worker";

let running: RunningWorker;
beforeAll(async () => {
  running = await runWorker(inject("environment"));
});
afterAll(() => running.stop());

const now = Date.now();
const headers = { [HEADER.receivedAt]: String(now), [HEADER.ingestClient]: "tests" };

const send = (key: string, value: string) => sendWith({}, key, value);

/** With some headers as others than the edge makes them. */
async function sendWith(own: Readonly<Record<string, string>>, key: string, value: string): Promise<void> {
  await running.publisher.publish(running.names.topics.telemetry, [
    { key, value, headers: { ...headers, ...own } },
  ]);
  await running.caughtUp();
}

const packetOf = (bikeId: string) =>
  JSON.stringify({ v: 1, bike_id: bikeId, source: "iot", readings: [{ t: now, speed_kmh: 20 }] });

async function countOf(outcome: OutcomeKind): Promise<number> {
  const { values } = await running.worker.metrics.readings.get();
  return values.find(({ labels }) => labels.lane === "telemetry" && labels.outcome === outcome)?.value ?? 0;
}

async function lettersOf(key: string) {
  const letters = await readTopic(running.kafka, running.names.topics.deadLetter);
  return letters
    .filter((letter) => letter.headers?.["dead-letter-key"]?.toString() === key)
    .map((letter) => ({
      reason: letter.headers?.["dead-letter-reason"]?.toString(),
      value: letter.value?.toString(),
      client: letter.headers?.[HEADER.ingestClient]?.toString(),
      faultCount: letter.headers?.["dead-letter-fault-count"]?.toString(),
      faults: JSON.parse(letter.headers?.["dead-letter-faults"]?.toString() ?? ""),
    }));
}

describe("a worker", () => {
  it("takes a field out that the contract does not allow, keeps it as a dead letter and stores the rest", async () => {
    const value = JSON.stringify({
      v: 1,
      bike_id: "BAD-FIELD",
      source: "iot",
      readings: [{ t: now, speed_kmh: 500, soc_pct: 50, wheel_size: 28 }],
    });
    await send("BAD-FIELD", value);
    const [stored] = (await storedSeries(running.es, running.names, "BAD-FIELD")).values();
    expect(stored?.reading.values.filter((cell) => cell !== undefined)).toEqual([500]);
    expect(await lettersOf("BAD-FIELD")).toEqual([
      {
        reason: "field",
        value,
        client: "tests",
        faultCount: "2",
        faults: [
          { reading: 0, field: "speed_kmh", expected: "number from 0 to 120 km/h", got: "500" },
          { reading: 0, field: "wheel_size", expected: "no such field in the contract", got: "28" },
        ],
      },
    ]);
  });

  it.each([
    ["BAD-JSON", '{"v":1,', "undecodable"],
    [
      "BAD-VERSION",
      '{"v":2,"bike_id":"BAD-VERSION","source":"iot","readings":[{"t":1}]}',
      "unsupported-version",
    ],
    ["BAD-SOURCE", '{"v":1,"bike_id":"BAD-SOURCE","source":"gps","readings":[{"t":1}]}', "unknown-source"],
    ["BAD-KEY", '{"v":1,"bike_id":"OTHER-BIKE","source":"iot","readings":[{"t":1}]}', "foreign-key"],
    ["bad-id", '{"v":1,"bike_id":"bad-id","source":"iot","readings":[{"t":1}]}', "malformed-bike-id"],
  ])("keeps %s whole as a dead letter, once however often it comes", async (key, value, reason) => {
    await send(key, value);
    await send(key, value);
    const letters = await lettersOf(key);
    expect(letters.map((letter) => letter.reason)).toEqual([reason, reason]);
    expect(letters.every((letter) => letter.value === value)).toBe(true);
    const records = await readTopic(running.kafka, running.names.topics.deadLetter);
    const keys = records
      .filter((record) => record.value?.toString() === value)
      .map((record) => record.key?.toString());
    expect(new Set(keys).size).toBe(1);
  });

  it("keeps the head, length and hash of a record that fits the broker but not with the letter's headers", async () => {
    const key = "HUGE";
    const room = MAX_MESSAGE_BYTES - encodedBytes({ key, value: "", headers });
    await send(key, "x".repeat(room));
    const records = await readTopic(running.kafka, running.names.topics.deadLetter);
    const letter = records.find((record) => record.headers?.["dead-letter-key"]?.toString() === key);
    expect(letter?.value?.length).toBe(512 * 1024);
    expect(letter?.headers?.["dead-letter-value-bytes"]?.toString()).toBe(String(room));
  });

  it("keeps a packet of readings nested without end as a dead letter", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    await send("DEEP", `{"v":1,"bike_id":"DEEP","source":"iot","readings":[{"t":null,"x":${deep}}]}`);
    expect((await lettersOf("DEEP")).map((letter) => letter.reason)).toEqual(["undecodable"]);
  });

  it("keeps readings without a usable time in the text that was sent, each once", async () => {
    const times = ['"yesterday"', "1e999", "12345678901234567890", "1.5", "null"];
    const texts = [...times.map((time) => `{ "t":${time}, "speed_kmh":20.50 }`), "[1]"];
    const value = `{"v":1,"bike_id":"TIMELESS","source":"iot","readings":[${texts.join(",")}]}`;
    await send("TIMELESS", value);
    await send("TIMELESS", value);
    const entries = await quarantined(running.es, running.names, "TIMELESS");
    expect(entries.map(({ text }) => text).sort()).toEqual([...texts].sort());
    expect(entries.every(({ reason }) => reason === "implausible-time")).toBe(true);
  });

  it("keeps a packet that its window refuses as one dead letter, in which each reading is named", async () => {
    const times = Array.from({ length: 500 }, (_, at) => now + at);
    const readings = times.map((t) => ({ t, speed_kmh: 20 }));
    const value = JSON.stringify({ v: 1, bike_id: "REFUSED", source: "iot", readings });
    const before = await countOf("dead-lettered");
    // So late that the number of seconds is more than the window can hold.
    await sendWith({ [HEADER.receivedAt]: "9".repeat(15) }, "REFUSED", value);
    const [letter, ...more] = await lettersOf("REFUSED");
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ reason: "refused-by-store", value, faultCount: "500" });
    expect(letter?.faults.map(({ expected }: FieldFault) => expected)).toEqual(
      times.map((t) => `a reading that the store takes: REFUSED, iot, ${new Date(t).toISOString()}`),
    );
    expect(letter?.faults[0].got).toContain("failed to parse field [lateness_s]");
    expect((await countOf("dead-lettered")) - before).toBe(500);
    expect((await storedSeries(running.es, running.names, "REFUSED")).size).toBe(0);
  });

  it.each([
    ["a stamp without end", "STAMP-1", HEADER.receivedAt, "Infinity", "no-arrival"],
    ["a stamp beyond all numbers", "STAMP-2", HEADER.receivedAt, "1e999", "no-arrival"],
    ["an empty stamp", "STAMP-3", HEADER.receivedAt, "", "no-arrival"],
    ["a client of 40 KB", "CLIENT-1", HEADER.ingestClient, "x".repeat(40_000), "malformed-client"],
  ])(
    "goes on after a record with %s, which is a dead letter",
    async (_what, bikeId, header, text, reason) => {
      const value = packetOf(bikeId);
      await sendWith({ [header]: text }, bikeId, value);
      await send(bikeId, value);
      expect(await lettersOf(bikeId)).toMatchObject([{ reason, value }]);
      expect((await storedSeries(running.es, running.names, bikeId)).size).toBe(1);
    },
  );

  it("stores whatever text a client has for a name, and what comes with it", async () => {
    const client = 'Ċ日"\\\n\u0000𝄞'.repeat(20);
    await Promise.all([
      sendWith({ [HEADER.ingestClient]: client }, "NAMED-1", packetOf("NAMED-1")),
      send("NAMED-2", packetOf("NAMED-2")),
    ]);
    const documents = await storedDocuments(running.es, running.names, "NAMED-");
    const clients = documents.map(({ bike_id, ingest_client }) => [bike_id, ingest_client]);
    expect(clients.sort()).toEqual([
      ["NAMED-1", client],
      ["NAMED-2", "tests"],
    ]);
  });

  it("keeps a record without the edge's stamp as a dead letter: nothing may depend on the worker's clock", async () => {
    const value = JSON.stringify({ v: 1, bike_id: "NO-STAMP", source: "iot", readings: [{ t: now }] });
    await running.publisher.publish(running.names.topics.telemetry, [{ key: "NO-STAMP", value }]);
    await running.caughtUp();
    expect((await lettersOf("NO-STAMP")).map((letter) => letter.reason)).toEqual(["no-arrival"]);
  });

  it("counts what comes twice as a duplicate and stores it once", async () => {
    await send("TWICE-1", packetOf("TWICE-1"));
    const before = await countOf("duplicate");
    await send("TWICE-1", packetOf("TWICE-1"));
    expect((await countOf("duplicate")) - before).toBe(1);
    expect((await storedSeries(running.es, running.names, "TWICE-1")).size).toBe(1);
  });

  it("brings a reading into the state that its window has already: whoever stored it may have come no further", async () => {
    await send("STORED-0", packetOf("STORED-0"));
    const index = running.names.windowPrefix + windowOf(now).name;
    const reading = { "@timestamp": now, bike_id: "STORED-1", source: "iot", speed_ckmh: 2_000 };
    const lines = `{"create":{}}\n${JSON.stringify(reading)}\n`;
    expect(await sendBulk(running.es, index, Buffer.from(lines))).toEqual({ allDone: true });
    const before = await countOf("duplicate");
    await send("STORED-1", packetOf("STORED-1"));
    expect((await countOf("duplicate")) - before).toBe(1);
    const state = (await storedStates(running.es, running.names, "STORED-1")).get("STORED-1");
    expect(state?.fields).toEqual({ speed_ckmh: { t: now, s: "iot", v: 2_000 } });
    const published = await readTopic(running.kafka, running.names.topics.bikeState);
    expect(published.filter(({ key }) => key?.toString() === "STORED-1")).toHaveLength(1);
  });

  it("counts what leaves the waiting room under a name of its own", async () => {
    const packet = {
      v: 1,
      bike_id: "AHEAD-1",
      source: "iot",
      readings: [{ t: now + 3_600_000, soc_pct: 50 }],
    };
    await send("AHEAD-1", JSON.stringify(packet));
    await running.es.transport.request({ method: "POST", path: `/${running.names.quarantine}/_refresh` });
    expect(await running.worker.waitingRoom.sweep(now + 7_200_000)).toBe(1);
    const text = await running.worker.metrics.registry.metrics();
    expect(text).toContain('slipstream_readings_total{lane="waiting-room",outcome="stored"} 1');
    expect(text).not.toContain('slipstream_readings_total{lane="late"');
  });

  it("says on its port that it is ready, and what it measured", async () => {
    const at = `http://127.0.0.1:${running.worker.metricsPort}`;
    expect((await fetch(`${at}/health/ready`)).status).toBe(200);
    const text = await (await fetch(`${at}/metrics`)).text();
    expect(text).toContain("slipstream_freshness_seconds_bucket");
    for (const lane of ["telemetry", "late"])
      expect(text).toContain(`slipstream_lane_joined{lane="${lane}"} 1`);
  });

  it("refuses to start outside a local stack on topics that could lose readings", async () => {
    const environment = readWorkerEnvironment({
      ...running.environment,
      SLIPSTREAM_LOCAL_STACK: "0",
      SLIPSTREAM_WORKER_METRICS_PORT: "0",
    });
    const start = startWorker(environment, ["telemetry"], createLog("tests", "silent"), () => undefined);
    await expect(start).rejects.toThrow(/expected a replication factor of at least 3, got 1/);
  });
});
