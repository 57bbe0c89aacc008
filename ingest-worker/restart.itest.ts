import { expect, inject, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { makeTestInstallation } from "@/stack/test-installation";
import { readTopic } from "./testing/read-topic";
import { type RunningWorker, runWorkerOn } from "./testing/running-worker";
import { storedStates } from "./testing/stored";

const now = Date.now();

async function send({ publisher, names, caughtUp }: RunningWorker, bikeId: string): Promise<void> {
  const readings = [{ t: now, soc_pct: 50 }];
  const value = JSON.stringify({ v: 1, bike_id: bikeId, source: "iot", readings });
  const headers = { [HEADER.receivedAt]: String(now), [HEADER.ingestClient]: "tests" };
  await publisher.publish(names.topics.telemetry, [{ key: bikeId, value, headers }]);
  await caughtUp();
}

async function published({ kafka, names }: RunningWorker, bikeId: string): Promise<unknown[]> {
  const records = await readTopic(kafka, names.topics.bikeState);
  const own = records.filter(({ key }) => key?.toString() === bikeId);
  return own.map(({ value }) => JSON.parse(value?.toString() ?? ""));
}

it("publishes the first merge of each bike after a start although nothing changed: the one before may not have", async () => {
  const installation = await makeTestInstallation(inject("environment"));
  const first = await runWorkerOn(installation);
  await send(first, "AGAIN-1");
  await send(first, "AGAIN-1");
  expect(await published(first, "AGAIN-1")).toHaveLength(1);
  await first.stop();
  const second = await runWorkerOn(installation);
  await send(second, "AGAIN-1");
  await send(second, "AGAIN-1");
  const [before, after, ...more] = await published(second, "AGAIN-1");
  expect(more).toEqual([]);
  expect(after).toEqual(before);
  const stored = (await storedStates(second.es, second.names, "AGAIN-1")).get("AGAIN-1");
  expect(after).toMatchObject({ ...stored });
  await second.stop();
});
