import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Kafka as KafkaJs, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import type { Logger } from "@/lib/log";
import { createKafka, type Kafka } from "./client";
import { followTopic, type TopicPlace, type TopicReader } from "./follow-topic";
import { PARTITION_COUNT, partitionFor } from "./partition";
import type { Publisher } from "./publisher";
import { startKafkaSuite } from "./testing/kafka-suite";
import { topicEnds } from "./topic-ends";

const readers: TopicReader[] = [];
let log: Logger;
let brokers: string[];
let kafka: Kafka;
let publisher: Publisher;
let names: Names;
beforeAll(async () => {
  ({ log, brokers, kafka, publisher, names } = await startKafkaSuite(inject("environment")));
});
afterAll(async () => {
  await Promise.all([publisher.disconnect(), ...readers.map((reader) => reader.stop())]);
});

function follow(topic: string, from: TopicPlace = "beginning", through: Kafka = kafka) {
  const values: string[] = [];
  const reader = followTopic(through, { topic, from, maxBytesPerPartition: 65_536, log }, (records) => {
    for (const { value } of records) values.push(String(value));
  });
  readers.push(reader);
  return { values, reader };
}
const send = (topic: string, ...values: string[]): Promise<void> =>
  publisher.publish(
    topic,
    values.map((value) => ({ key: `LI-${value}`, value })),
  );
const series = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => String(from + at).padStart(5, "0"));
const caughtUp = ({ reader }: { reader: TopicReader }) =>
  expect.poll(() => reader.isCaughtUp, { timeout: 20_000 }).toBe(true);

describe("a reader of a topic", () => {
  it("is given what was there, is caught up then, and is given what comes, like every other reader", async () => {
    const topic = names.topics.telemetry;
    await send(topic, ...series(0, 500));
    const both = [follow(topic), follow(topic)];
    await Promise.all(both.map(caughtUp));
    for (const { values } of both) expect(values.toSorted()).toEqual(series(0, 500));
    await send(topic, ...series(500, 600));
    for (const { values, reader } of both) {
      await expect.poll(() => values.toSorted()).toEqual(series(0, 600));
      expect([reader.lag, reader.isConnected]).toEqual([0, true]);
    }
  });

  it("begins at a time, and is caught up at once where there is nothing since", async () => {
    const topic = names.topics.telemetryLate;
    await send(topic, ...series(0, 100));
    await sleep(50);
    const sinceMs = Date.now();
    const late = follow(topic, sinceMs);
    await caughtUp(late);
    expect(late.reader.isConnected).toBe(true);
    await send(topic, ...series(100, 150));
    await expect.poll(() => late.values.toSorted()).toEqual(series(100, 150));
    const early = follow(topic, sinceMs);
    await caughtUp(early);
    expect(early.values.toSorted()).toEqual(series(100, 150));
  });

  it("begins at offsets, and reads no partition that has none", async () => {
    const topic = names.topics.erasures;
    await send(topic, ...series(0, 120));
    const partitionOf = (value: string) => partitionFor(`LI-${value}`, PARTITION_COUNT);
    const inFirst = series(0, 120).filter((value) => partitionOf(value) === 0);
    const given = follow(topic, new Map([[0, 1]]));
    await caughtUp(given);
    expect(given.values).toEqual(inFirst.slice(1));
    await send(topic, ...series(120, 240));
    const later = series(120, 240).filter((value) => partitionOf(value) === 0);
    await expect.poll(() => given.values, { timeout: 20_000 }).toEqual([...inFirst.slice(1), ...later]);
    const ends = follow(topic, await topicEnds(kafka, topic));
    await caughtUp(ends);
    expect(ends.values).toEqual([]);
    await send(topic, "one more");
    await expect.poll(() => ends.values, { timeout: 20_000 }).toEqual(["one more"]);
  });

  it("is caught up behind the end of a transaction, which is no record", async () => {
    const topic = names.topics.bikes;
    const transactionalId = topic;
    const producer = kafka.producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    for (const values of [series(0, 40), series(40, 60)]) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: values.map((value) => ({ key: value, value })) });
      await transaction.commit();
    }
    await producer.disconnect();
    const given = follow(topic);
    await caughtUp(given);
    expect(given.values.toSorted()).toEqual(series(0, 60));
    expect([given.reader.lag, given.reader.hasReadAll]).toEqual([0, true]);
  });

  it("goes on where it was after the broker was away, however long", async () => {
    const topic = names.topics.bikeState;
    const line = aLine();
    const through = new KafkaJs({
      brokers,
      socketFactory: line.socketFactory,
      logLevel: logLevel.NOTHING,
      connectionTimeout: 1_000,
      retry: { retries: 1, initialRetryTime: 50 },
    });
    await send(topic, ...series(0, 300));
    const given = follow(topic, "beginning", through);
    await caughtUp(given);
    line.cut();
    await send(topic, ...series(300, 400));
    await sleep(5_000);
    expect(given.values).toHaveLength(300);
    line.mend();
    await expect.poll(() => new Set(given.values).size, { timeout: 30_000 }).toBe(400);
    expect(given.values.length).toBeLessThan(400 + PARTITION_COUNT * 5);
    expect(given.reader.isConnected).toBe(true);
  });

  it("ends when it is told to, also while there is nobody to connect to", async () => {
    const nobody = createKafka({ brokers: ["127.0.0.1:1"], clientId: "tests", log });
    const { reader } = follow(names.topics.erasures, "beginning", nobody);
    await sleep(300);
    expect([reader.isConnected, reader.isCaughtUp]).toEqual([false, false]);
    await reader.stop();
  });
});

/** A line to the brokers that can be cut: connections end and new ones are refused. */
function aLine() {
  const open = new Set<Socket>();
  let isCut = false;
  return {
    socketFactory: ({ host, port, onConnect }: { host: string; port: number; onConnect: () => void }) => {
      const socket = connect({ host: isCut ? "127.0.0.1" : host, port: isCut ? 1 : port }, onConnect);
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      return socket;
    },
    cut() {
      isCut = true;
      for (const socket of open) socket.destroy(new Error("cut"));
    },
    mend() {
      isCut = false;
    },
  };
}
