import { describe, expect, it } from "vitest";
import { Holds } from "./holds";
import { createMetrics } from "./metrics";

const gaugeOf = async (metrics: ReturnType<typeof createMetrics>, store: string) =>
  (await metrics.held.get()).values.find(({ labels }) => labels.store === store)?.value;

describe("Holds", () => {
  it("holds until everyone who waits has what they waited for", async () => {
    const metrics = createMetrics();
    const holds = new Holds(metrics);
    const ends = [holds.begin("kafka", "topic a"), holds.begin("kafka", "topic b")];
    ends[0]?.();
    expect(holds.reasons()).toEqual(["kafka: topic b"]);
    expect(await gaugeOf(metrics, "kafka")).toBe(1);
    ends[1]?.();
    expect(holds.reasons()).toEqual([]);
    expect(await gaugeOf(metrics, "kafka")).toBe(0);
  });

  it("does not end one store's hold with the other's", async () => {
    const metrics = createMetrics();
    const holds = new Holds(metrics);
    holds.begin("elasticsearch", "states");
    holds.begin("kafka", "topic a")();
    expect(holds.reasons()).toEqual(["elasticsearch: states"]);
    expect(await gaugeOf(metrics, "elasticsearch")).toBe(1);
  });

  it("names a reason once, however many wait for it", () => {
    const holds = new Holds(createMetrics());
    const ends = [holds.begin("kafka", "topic a"), holds.begin("kafka", "topic a")];
    expect(holds.reasons()).toEqual(["kafka: topic a"]);
    for (const end of ends) end();
    expect(holds.reasons()).toEqual([]);
  });
});
