import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { committedOffsets } from "@/lib/kafka/committed-offsets";
import { partitionFor } from "@/lib/kafka/partition";
import { type KafkaSuite, startKafkaSuite } from "@/lib/kafka/testing/kafka-suite";
import { Lane } from "./lane";
import type { RecordOrigin } from "./origin-of";

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

  it("takes over what it may while records of another partition wait, and those in their order, each once, when they may be", async () => {
    const { names, log, publisher, kafka } = suite;
    const [held, free] = ["BIKE-1", "BIKE-2"];
    expect(partitionFor(held)).not.toBe(partitionFor(free));
    const heldPartition = partitionFor(held);
    let admit: () => void = () => undefined;
    let isAdmitted = false;
    const once = new Promise<void>((resolve) => {
      admit = () => {
        isAdmitted = true;
        resolve();
      };
    });
    const admission = {
      admits: (partition: number) => isAdmitted || partition !== heldPartition,
      admitted: (partition: number) => (partition === heldPartition ? once : Promise.resolve()),
    };
    const placed: string[] = [];
    const place = ({ bikeId, value }: RecordOrigin) => void placed.push(`${bikeId} ${value}`);
    const topic = names.topics.telemetryLate;
    const groupId = `${names.namespace}-parking`;
    const options = { name: "late", topic, groupId, maxBytesPerPartition: 1_024, maxBytes: 8_388_608 };
    const fatal = (fault: unknown) => {
      throw fault;
    };
    const lane = new Lane(
      { ...options, retentionMs: null, waits: false },
      { place, report: () => undefined },
      ...([[], null, null, log, () => undefined, fatal, Date.now, admission] as const),
    );
    const send = (from: number, to: number) =>
      publisher.publish(
        topic,
        [held, free].flatMap((key) => texts(from, to).map((value) => ({ key, value }))),
      );
    const ofBike = (bikeId: string) => placed.filter((one) => one.startsWith(bikeId));
    const expected = (bikeId: string, to: number) => texts(0, to).map((text) => `${bikeId} ${text}`);
    await send(0, 100);
    await lane.start(kafka);
    await expect.poll(() => ofBike(free), { timeout: 20_000 }).toEqual(expected(free, 100));
    await send(100, 200);
    await expect.poll(() => ofBike(free), { timeout: 20_000 }).toEqual(expected(free, 200));
    expect(ofBike(held)).toEqual([]);
    admit();
    await expect.poll(() => ofBike(held), { timeout: 20_000 }).toEqual(expected(held, 200));
    const committed = async () => {
      const admin = kafka.admin();
      await admin.connect();
      const offsets = await committedOffsets(admin, topic, groupId);
      await admin.disconnect();
      return offsets.get(heldPartition);
    };
    await expect.poll(committed, { timeout: 20_000 }).toBe(200);
    expect(ofBike(held)).toHaveLength(200);
    await lane.stop(1_000);
  });
});

const texts = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => String(from + at).padStart(64, "0"));
