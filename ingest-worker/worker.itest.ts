import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { readWorkerEnvironment } from "@/lib/env/worker";
import { encodedBytes, MAX_MESSAGE_BYTES } from "@/lib/kafka/outgoing-message";
import { createLog } from "@/lib/log";
import { readTopic } from "./testing/read-topic";
import { type RunningWorker, runWorker } from "./testing/running-worker";
import { quarantined, storedSeries } from "./testing/stored";
import { startWorker } from "./worker";

let running: RunningWorker;
beforeAll(async () => {
  running = await runWorker(inject("environment"));
});
afterAll(() => running.stop());

const now = Date.now();
const headers = { [HEADER.receivedAt]: String(now), [HEADER.ingestClient]: "tests" };

async function send(key: string, value: string): Promise<void> {
  await running.publisher.publish(running.names.topics.telemetry, [{ key, value, headers }]);
  await running.caughtUp();
}

async function lettersOf(key: string) {
  const letters = await readTopic(running.kafka, running.names.topics.deadLetter);
  return letters
    .filter((letter) => letter.headers?.["dead-letter-key"]?.toString() === key)
    .map((letter) => ({
      reason: letter.headers?.["dead-letter-reason"]?.toString(),
      value: letter.value?.toString(),
      client: letter.headers?.[HEADER.ingestClient]?.toString(),
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

  it("keeps what the quarantine refuses for ever as a dead letter, and the rest goes on", async () => {
    const packet = { v: 1, bike_id: "REFUSED", source: "iot", readings: [{ t: 1, speed_kmh: 20 }] };
    const sender = "x".repeat(40_000);
    const value = JSON.stringify(packet);
    await running.publisher.publish(running.names.topics.telemetry, [
      { key: "REFUSED", value, headers: { ...headers, [HEADER.ingestClient]: sender } },
      { key: "REFUSED", value: JSON.stringify({ ...packet, readings: [{ t: 2 }] }), headers },
    ]);
    await running.caughtUp();
    const entries = await quarantined(running.es, running.names, "REFUSED");
    expect(entries.map(({ value }) => value)).toEqual([{ "@timestamp": 2 }]);
    const [letter, ...more] = await lettersOf("REFUSED");
    expect(more).toEqual([]);
    expect(letter?.reason).toBe("refused-by-store");
    expect(JSON.parse(letter?.value ?? "").reading).toEqual({ value: { "@timestamp": 1, speed_ckmh: 2000 } });
    expect(letter?.faults[0].got).toContain("failed to parse field [ingest_client]");
    expect(letter?.faults[0].got.length).toBeLessThanOrEqual(1_000);
  });

  it("names the reading that its window refuses", async () => {
    const sent = { v: 1, bike_id: "TOO-LONG", source: "iot", readings: [{ t: now, speed_kmh: 20 }] };
    await running.publisher.publish(running.names.topics.telemetry, [
      {
        key: "TOO-LONG",
        value: JSON.stringify(sent),
        headers: { ...headers, [HEADER.ingestClient]: "x".repeat(40_000) },
      },
    ]);
    await running.caughtUp();
    const [letter] = await lettersOf("TOO-LONG");
    expect(letter?.reason).toBe("refused-by-store");
    expect(letter?.faults[0].expected).toContain(`TOO-LONG, iot, ${new Date(now).toISOString()}`);
  });

  it("keeps a record without the edge's stamp as a dead letter: nothing may depend on the worker's clock", async () => {
    const value = JSON.stringify({ v: 1, bike_id: "NO-STAMP", source: "iot", readings: [{ t: now }] });
    await running.publisher.publish(running.names.topics.telemetry, [{ key: "NO-STAMP", value }]);
    await running.caughtUp();
    expect((await lettersOf("NO-STAMP")).map((letter) => letter.reason)).toEqual(["no-arrival"]);
  });

  it("counts what comes twice as a duplicate and stores it once", async () => {
    const packet = { v: 1, bike_id: "TWICE-1", source: "iot", readings: [{ t: now, speed_kmh: 20 }] };
    await send("TWICE-1", JSON.stringify(packet));
    await send("TWICE-1", JSON.stringify(packet));
    const text = await running.worker.metrics.registry.metrics();
    expect(text).toMatch(/slipstream_readings_total\{lane="telemetry",outcome="duplicate"\} [1-9]/);
    expect((await storedSeries(running.es, running.names, "TWICE-1")).size).toBe(1);
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
