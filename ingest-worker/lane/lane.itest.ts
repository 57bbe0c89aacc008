import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type KafkaSuite, startKafkaSuite } from "@/lib/kafka/testing/kafka-suite";
import { Lane } from "./lane";

let suite: KafkaSuite;
beforeAll(async () => {
  suite = await startKafkaSuite(inject("environment"));
});
afterAll(() => suite.publisher.disconnect());

function laneWith(room: () => Promise<void>): Lane {
  const { names, log } = suite;
  const options = {
    name: "telemetry",
    topic: names.topics.telemetry,
    groupId: `${names.namespace}-lane`,
    maxBytesPerPartition: 1_048_576,
    maxBytes: 8_388_608,
    retentionMs: null,
    waits: false,
  };
  const placer = { place: () => undefined, report: () => undefined };
  const fatal = (fault: unknown) => {
    throw fault;
  };
  const forget = () => undefined;
  return new Lane(options, placer, [{ hasRoom: false, room }], null, null, log, forget, fatal, Date.now);
}

describe("a lane", () => {
  it("leaves its group soon after it was told to, although it waits for room that never comes", async () => {
    let waits = false;
    const lane = laneWith(() => {
      waits = true;
      return new Promise(() => undefined);
    });
    expect(lane.joined).toBe(false);
    await lane.start(suite.kafka);
    expect(lane.joined).toBe(true);
    await suite.publisher.publish(suite.names.topics.telemetry, [{ key: "BIKE-1", value: "{}" }]);
    await expect.poll(() => waits, { timeout: 20_000 }).toBe(true);
    const startedAt = Date.now();
    await lane.stop(200);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    expect(lane.joined).toBe(false);
  });
});
