import { expect, inject, it } from "vitest";
import { MetricsSample } from "@/lib/domain/metrics-sample";
import { readTopic } from "./testing/read-topic";
import { runWorker } from "./testing/running-worker";

it("says where it runs, and as its last word that it leaves when it is told to end", async () => {
  const { kafka, names, worker, stop } = await runWorker(inject("environment"));
  await stop();
  const told = await readTopic(kafka, names.topics.metrics);
  const last = MetricsSample.parse(JSON.parse(String(told.at(-1)?.value)));
  expect(last).toMatchObject({ leaves: true, waits: [] });
  expect(last.instance).toMatch(new RegExp(`^.+:${worker.metricsPort}$`));
});
