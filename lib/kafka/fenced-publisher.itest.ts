import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readTopic } from "@/ingest-worker/testing/read-topic";
import { openFencedPublisher } from "./fenced-publisher";
import { type KafkaSuite, startKafkaSuite } from "./testing/kafka-suite";

let suite: KafkaSuite;
beforeAll(async () => {
  suite = await startKafkaSuite(inject("environment"));
});
afterAll(() => suite.publisher.disconnect());

const open = () =>
  openFencedPublisher(
    { brokers: suite.brokers, clientId: "tests", log: suite.log },
    `${suite.names.namespace}-one`,
  );
const message = (value: string) => ({ key: "LI-1", value });
async function valuesIn(topic: string): Promise<string[]> {
  return (await readTopic(suite.kafka, topic)).map(({ value }) => String(value));
}

describe("a fenced publisher", () => {
  it("is shut out by the next one, with what it was about to send, and the order is that of their opening", async () => {
    const topic = suite.names.topics.bikes;
    const earlier = await open();
    await earlier.publish(topic, [message("1"), message("2")]);
    await earlier.publish(topic, [message("3")]);
    const later = await open();
    await expect(earlier.publish(topic, [message("too late")])).rejects.toMatchObject({
      code: "unavailable",
    });
    await later.publish(topic, [message("4")]);
    await expect(earlier.publish(topic, [message("too late")])).rejects.toMatchObject({
      code: "unavailable",
    });
    expect(await valuesIn(topic)).toEqual(["1", "2", "3", "4"]);
    await Promise.all([earlier.close(), later.close()]);
  });

  it("says that a message is too large before it sends any", async () => {
    const topic = suite.names.topics.erasures;
    const publisher = await open();
    await expect(
      publisher.publish(topic, [message("small"), message("x".repeat(1_100_000))]),
    ).rejects.toMatchObject({ code: "too-large" });
    expect(await valuesIn(topic)).toEqual([]);
    await publisher.close();
  });
});
