import { CompressionTypes, type IHeaders } from "kafkajs";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { createLog } from "@/lib/log";
import { makeTestInstallation } from "@/stack/test-installation";
import { createKafka } from "./client";
import { consumeTopic, type LaneConsumer } from "./consumer";
import { decodeFetchAnswer } from "./decode-fetch";
import { type FetchResponse, fetchResponse } from "./fast-fetch";
import type { FetchedRecord } from "./fetched-record";

const sent: { key: Buffer | null; value: Buffer | null; headers?: IHeaders }[] = [
  { key: Buffer.from("BIKE-1"), value: Buffer.from("{}"), headers: { a: "1", "received-at": "17" } },
  { key: Buffer.from("BIKE-2"), value: Buffer.from("{}"), headers: { a: "1", "received-at": "17" } },
  { key: Buffer.from("BIKE-2"), value: Buffer.from("[]"), headers: { a: "1", "received-at": "18" } },
  { key: null, value: Buffer.alloc(0), headers: { ü: ["1", "2", "3"] } },
  { key: Buffer.alloc(0), value: null },
  { key: Buffer.alloc(300, "k"), value: Buffer.alloc(70_000, "v"), headers: { long: "x".repeat(200) } },
];
const LARGE = ["CUT-1", "CUT-2"];
const PLAIN_COUNT = sent.length + LARGE.length;

const answers: Buffer[] = [];
const consumed: FetchedRecord[] = [];
let general: FetchResponse["decode"];
let consumer: LaneConsumer;

beforeAll(async () => {
  const { environment, names } = await makeTestInstallation(inject("environment"));
  const topic = names.topics.telemetry;
  const brokers = (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  const kafka = createKafka({ brokers, clientId: "tests", log: createLog("tests", "silent") });
  const response = fetchResponse();
  general = response.decode;
  const producer = kafka.producer({ createPartitioner: () => () => 0 });
  await producer.connect();
  await producer.send({ topic, messages: sent });
  for (const key of LARGE)
    await producer.send({ topic, messages: [{ key, value: Buffer.alloc(40_000, "c") }] });
  const handlers = {
    onRecords: async (_partition: number, records: readonly FetchedRecord[]) => {
      consumed.push(...records);
    },
    onAssigned: () => undefined,
    onPassed: () => undefined,
    onCrash: () => undefined,
  };
  const groupId = `${names.namespace}-records`;
  consumer = await consumeTopic(
    kafka,
    { topic, groupId, maxBytesPerPartition: 65_536, maxBytes: 1e6 },
    handlers,
  );
  const whole = response.decode;
  response.decode = (bytes) => {
    answers.push(Buffer.from(bytes));
    return whole(bytes);
  };
  await consumedReaches(PLAIN_COUNT);
  await producer.send({ topic, messages: sent, compression: CompressionTypes.GZIP });
  await consumedReaches(PLAIN_COUNT + sent.length);
  await producer.disconnect();
});
afterAll(async () => {
  await consumer.disconnect();
  fetchResponse().decode = general;
});

const consumedReaches = (count: number) =>
  vi.waitFor(() => expect(consumed.length).toBe(count), { timeout: 20_000 });

const told = ({ key, value, headers }: FetchedRecord) => ({
  key: key?.toString(),
  value: value.toString(),
  headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])),
});
const expected = sent.map(({ key, value, headers }) => ({
  key: key?.toString(),
  value: value?.toString() ?? "",
  headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)])),
}));

it("hands over every record as it was sent, in whole batches and in compressed ones", () => {
  expect(consumed.slice(0, sent.length).map(told)).toEqual(expected);
  expect(consumed.slice(PLAIN_COUNT).map(told)).toEqual(expected);
  expect(consumed.map(({ offset }) => offset)).toEqual(consumed.map((_, at) => String(at)));
});

it("reads plain batches itself and leaves compressed ones to kafkajs", () => {
  const plain = answers.map((bytes) => decodeFetchAnswer(bytes) !== null);
  expect(plain).toContain(true);
  expect(plain).toContain(false);
});

it("shares headers between neighbours that carry the same", () => {
  const [first, second, third] = consumed.map(({ headers }) => headers);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

it("waits for the rest of a batch that the broker cut off", () => {
  const batchesIn = (bytes: Buffer) =>
    decodeFetchAnswer(bytes)?.responses.flatMap(({ partitions }) =>
      partitions.flatMap((one) => one.messages),
    );
  const last = String(PLAIN_COUNT - 1);
  const cut = answers.filter(
    (bytes) => bytes.includes("CUT-2") && batchesIn(bytes)?.every(({ offset }) => offset !== last),
  );
  expect(cut.length).toBeGreaterThan(0);
  expect(consumed.filter((record) => record.hasKey("CUT-2"))).toHaveLength(1);
});
