import { createRequire } from "node:module";
import fc from "fast-check";
import type { KafkaMessage } from "kafkajs";
import { describe, expect, it } from "vitest";
import { decodeFetchAnswer } from "./decode-fetch";
import { fetchResponse } from "./fast-fetch";
import { type FetchedRecord, recordOfMessage } from "./fetched-record";

/** kafkajs's own way of writing batches: what it writes, and reads again, is what the decoder is held against. */
interface Encoder {
  readonly buffer: Buffer;
  writeInt16(value: number): Encoder;
  writeInt32(value: number): Encoder;
  writeInt64(value: string): Encoder;
  writeString(value: string): Encoder;
  writeBuffer(value: Buffer): Encoder;
}
interface Message {
  readonly gap: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}
interface Batch {
  readonly compression: number;
  readonly transactional: boolean;
  readonly messages: readonly Message[];
}
interface Answer {
  readonly cutBytes: number;
  readonly partitions: readonly (readonly Batch[])[];
}

interface KafkajsAnswer {
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly { readonly messages: readonly KafkaMessage[] }[];
  }[];
}

const load = createRequire(import.meta.url);
const encoder = (): Encoder => new (load("kafkajs/src/protocol/encoder"))();
const { RecordBatch } = load("kafkajs/src/protocol/recordBatch/v0");
const record = load("kafkajs/src/protocol/recordBatch/record/v0");
const general = fetchResponse().decode;

const aText = fc.string({ maxLength: 12, unit: "binary" });
const bytesOf = (text: string) => Buffer.from(text, "utf8");
const aMessage: fc.Arbitrary<Message> = fc.record({
  gap: fc.constantFrom(1, 1, 1, 2, 90, 20_000),
  key: fc.option(aText.map(bytesOf), { freq: 5 }),
  value: fc.option(fc.oneof(aText, fc.constant("x".repeat(9_000))).map(bytesOf), { freq: 5 }),
  headers: fc.constantFrom<Record<string, string>>(
    {},
    { "received-at": "1795161600000" },
    { "received-at": "1795161600000", "ingest-client": "ü" },
  ),
});
const aBatch = (unusual: boolean): fc.Arbitrary<Batch> =>
  fc.record({
    compression: unusual ? fc.constantFrom(0, 0, 1) : fc.constant(0),
    transactional: unusual ? fc.boolean() : fc.constant(false),
    messages: fc.array(aMessage, { minLength: 1, maxLength: 6 }),
  });
const anAnswer = (unusual: boolean): fc.Arbitrary<Answer> =>
  fc.record({
    cutBytes: fc.constantFrom(0, 0, 1, 70),
    partitions: fc.array(fc.array(aBatch(unusual), { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
  });

async function batchBytes(batch: Batch, firstOffset: number): Promise<Buffer> {
  let offsetDelta = -1;
  const records = batch.messages.map(({ gap, ...rest }) => {
    offsetDelta += gap;
    return record({ offsetDelta, timestampDelta: offsetDelta * 700, ...rest });
  });
  const options = { ...batch, firstOffset, lastOffsetDelta: offsetDelta, records };
  return (await RecordBatch(options)).buffer;
}

async function answerBytes({ partitions, cutBytes }: Answer): Promise<Buffer> {
  const out = encoder().writeInt32(7).writeInt16(0).writeInt32(0).writeInt32(1).writeString("topic");
  out.writeInt32(partitions.length);
  for (const [partition, batches] of partitions.entries()) {
    const sets = await Promise.all(
      batches.map((batch, at) => batchBytes(batch, 5_000_000_000 + at * 200_000)),
    );
    const all = Buffer.concat(sets);
    // Of a set that ends within its first batch's head kafkajs makes an error; brokers send none.
    const set = all.length < cutBytes + 61 ? all : all.subarray(0, all.length - cutBytes);
    out.writeInt32(partition).writeInt16(0).writeInt64("9").writeInt64("8").writeInt64("1");
    out.writeInt32(0).writeInt32(-1).writeInt32(set.length).writeBuffer(set);
  }
  return out.buffer;
}

/** What is asked of a record, in one form for both decoders. */
const told = ({ offset, key, value, headers }: FetchedRecord) => ({
  offset,
  key: key?.toString("hex"),
  value: value.toString("hex"),
  headers: Object.entries(headers).map(([name, text]) => `${name}=${String(text)}`),
});

function ours(bytes: Buffer, fromOffset = 0) {
  const answer = decodeFetchAnswer(bytes);
  return (
    answer && {
      ...answer,
      responses: answer.responses.map(({ topicName, partitions }) => ({
        topicName,
        partitions: partitions.map((partition) => {
          const records: FetchedRecord[] = [];
          for (const run of partition.messages) run.appendTo(records, fromOffset);
          return { ...partition, messages: records.map(told) };
        }),
      })),
    }
  );
}

async function theirs(bytes: Buffer) {
  const answer = (await general(bytes)) as KafkajsAnswer;
  return {
    ...answer,
    responses: answer.responses.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map((partition) => ({
        ...partition,
        messages: partition.messages.map((message) => told(recordOfMessage(message))),
      })),
    })),
  };
}

describe("decodeFetchAnswer", () => {
  it("reads what kafkajs reads, the incomplete batch at the end left out", async () => {
    await fc.assert(
      fc.asyncProperty(anAnswer(false), async (answer) => {
        const bytes = await answerBytes(answer);
        expect(ours(bytes)).toEqual(await theirs(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it("leaves compressed and transactional batches to kafkajs", async () => {
    await fc.assert(
      fc.asyncProperty(anAnswer(true), async (answer) => {
        const unusual = answer.partitions.flat().some((batch) => batch.compression || batch.transactional);
        const bytes = await answerBytes({ ...answer, cutBytes: 0 });
        if (unusual) expect(ours(bytes)).toBeNull();
        else expect(ours(bytes)).toEqual(await theirs(bytes));
      }),
      { numRuns: 200 },
    );
  });

  it("gives a batch's records from the one that was asked for on, though the broker sends it whole", async () => {
    const messages = [1, 1, 3].map((gap) => ({ gap, key: null, value: Buffer.from("x"), headers: {} }));
    const bytes = await answerBytes({
      cutBytes: 0,
      partitions: [[{ compression: 0, transactional: false, messages }]],
    });
    const [run] = decodeFetchAnswer(bytes)?.responses[0]?.partitions[0]?.messages ?? [];
    expect(run?.offset).toBe("5000000004");
    const from = (offset: number) =>
      ours(bytes, offset)?.responses[0]?.partitions[0]?.messages.map((m) => m.offset);
    expect(from(5_000_000_001)).toEqual(["5000000001", "5000000004"]);
    expect(from(5_000_000_002)).toEqual(["5000000004"]);
  });

  it("throws for bytes that end too early instead of inventing records", async () => {
    const messages = [{ gap: 1, key: Buffer.from("k"), value: Buffer.from("value"), headers: { a: "b" } }];
    const bytes = await answerBytes({
      cutBytes: 0,
      partitions: [[{ compression: 0, transactional: false, messages }]],
    });
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeFetchAnswer(bytes.subarray(0, length))).toThrow();
  });
});
