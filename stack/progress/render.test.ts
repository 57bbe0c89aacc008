import { describe, expect, it } from "vitest";
import { advance, renderStep, type Steps } from "./render";

describe("progress", () => {
  it("keeps one row per step, in the order in which they began", () => {
    let steps: Steps = [];
    steps = advance(steps, { step: "Kafka", state: "running" }, 0);
    steps = advance(steps, { step: "PostgreSQL", state: "running" }, 10);
    steps = advance(steps, { step: "Kafka", state: "running", detail: "port 9092" }, 500);
    steps = advance(steps, { step: "Kafka", state: "done", detail: "port 9092" }, 1_200);
    expect(steps.map((step) => renderStep(step, 2_010, 80))).toEqual([
      "✓ Kafka                       1.2 s  port 9092",
      "… PostgreSQL                  2.0 s",
    ]);
  });

  it("measures a step that runs again from its new beginning", () => {
    let steps = advance([], { step: "worker", state: "running" }, 0);
    steps = advance(steps, { step: "worker", state: "done" }, 1_000);
    steps = advance(steps, { step: "worker", state: "running" }, 60_000);
    expect(steps).toHaveLength(1);
    expect(renderStep(steps[0] ?? expect.fail(), 60_500, 80)).toContain("0.5 s");
  });

  it("never wraps a line", () => {
    const [step] = advance([], { step: "web", state: "failed", detail: "x".repeat(200) }, 0);
    expect(renderStep(step ?? expect.fail(), 0, 40)).toHaveLength(40);
  });
});
