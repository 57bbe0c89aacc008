import { connect, type Socket } from "node:net";
import { Kafka as KafkaJs, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { PARTITION_COUNT, partitionFor } from "./partition";
import { PartitionEnds } from "./partition-ends";
import { type KafkaSuite, startKafkaSuite } from "./testing/kafka-suite";

let suite: KafkaSuite;
const closing: PartitionEnds[] = [];
beforeAll(async () => {
  suite = await startKafkaSuite(inject("environment"));
});
afterAll(async () => {
  await Promise.all([suite.publisher.disconnect(), ...closing.map((one) => one.close())]);
});

/** Connections to the broker over which nothing comes for a while. */
function aLine() {
  const open = new Set<Socket>();
  return {
    socketFactory: ({ host, port, onConnect }: { host: string; port: number; onConnect: () => void }) => {
      const socket = connect({ host, port }, onConnect);
      open.add(socket);
      return socket;
    },
    freeze: () => open.forEach((socket) => void socket.pause()),
    thaw: () => open.forEach((socket) => void socket.resume()),
  };
}

function asking(topic: string) {
  const line = aLine();
  const kafka = new KafkaJs({
    ...{ brokers: suite.brokers, socketFactory: line.socketFactory, logLevel: logLevel.NOTHING },
    ...{ requestTimeout: 4_000, retry: { retries: 1, initialRetryTime: 50 } },
  });
  const known = new Map<number, number>();
  const askedAtMs: number[] = [];
  const ends = new PartitionEnds(
    kafka,
    topic,
    () => performance.now(),
    (told, atMs) => {
      for (const [partition, end] of told) known.set(partition, end);
      askedAtMs.push(atMs);
    },
  );
  closing.push(ends);
  return { line, ends, known, askedAtMs };
}

describe("where the partitions of a topic end", () => {
  it("is told of each, as it is when it is asked", async () => {
    const topic = suite.names.topics.erasures;
    const { ends, known } = asking(topic);
    await ends.ask();
    expect([...known.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: PARTITION_COUNT }, (_, partition) => partition),
    );
    const partition = partitionFor("LI-1");
    expect(known.get(partition)).toBe(0);
    await suite.publisher.publish(topic, [{ key: "LI-1", value: "{}" }]);
    await ends.ask();
    expect(known.get(partition)).toBe(1);
  });

  it("is not waited for where nobody answers, and is heard late with when it was asked", async () => {
    const { line, ends, askedAtMs } = asking(suite.names.topics.bikes);
    await ends.ask();
    line.freeze();
    const startedMs = performance.now();
    await ends.ask();
    const tookMs = performance.now() - startedMs;
    expect(tookMs).toBeGreaterThan(900);
    expect(tookMs).toBeLessThan(3_000);
    expect(askedAtMs).toHaveLength(1);
    line.thaw();
    await expect.poll(() => askedAtMs).toHaveLength(2);
    expect(askedAtMs[1]).toBeLessThan(startedMs + 100);
  });

  it("is a fault where nobody is reached", async () => {
    const nobody = new KafkaJs({
      ...{ brokers: ["127.0.0.1:1"], logLevel: logLevel.NOTHING },
      retry: { retries: 0, initialRetryTime: 10 },
    });
    const ends = new PartitionEnds(
      nobody,
      suite.names.topics.bikes,
      () => 0,
      () => undefined,
    );
    await expect(ends.ask()).rejects.toThrow();
    await ends.close();
  });
});
