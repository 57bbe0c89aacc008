import { expect, it } from "vitest";
import { createMetrics } from "./metrics";
import { valuesOf } from "./publish-metrics";

it("tells the product's own metrics by the names that Prometheus scrapes, partitions summed", async () => {
  const metrics = createMetrics();
  metrics.readings.inc({ lane: "late", outcome: "stored" }, 5);
  metrics.lag.set({ lane: "late", partition: "0" }, 3);
  metrics.lag.set({ lane: "late", partition: "1" }, 4);
  metrics.freshnessSeconds.observe({ lane: "telemetry" }, 0.3);
  const values = valuesOf(await metrics.registry.getMetricsAsJSON());
  const find = (name: string, label = "", text = "") =>
    values.filter((one) => one.name === name && (label === "" || one.labels[label] === text));
  expect(find("slipstream_readings_total")).toEqual([
    { name: "slipstream_readings_total", labels: { lane: "late", outcome: "stored" }, value: 5 },
  ]);
  expect(find("slipstream_consumer_lag_records")).toEqual([
    { name: "slipstream_consumer_lag_records", labels: { lane: "late" }, value: 7 },
  ]);
  expect(find("slipstream_freshness_seconds_bucket", "le", "0.5")[0]?.value).toBe(1);
  expect(find("slipstream_freshness_seconds_bucket", "le", "0.25")[0]?.value).toBe(0);
  expect(find("slipstream_freshness_seconds_count")[0]?.value).toBe(1);
  expect(values.filter(({ name }) => !name.startsWith("slipstream_"))).toEqual([]);
});
