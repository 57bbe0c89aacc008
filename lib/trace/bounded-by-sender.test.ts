import { expect, it } from "vitest";
import { LineLimit } from "@/lib/log/line-limit";
import { boundedBySender } from "./bounded-by-sender";
import { rememberedSpans } from "./testing/remembered-spans";

const parent = (isSampled: boolean) => ({ traceId: "a".repeat(32), spanId: "b".repeat(16), isSampled });

it("follows so many sampled traces of a sender each minute, and others' all the same", () => {
  let nowMs = 0;
  const remembered = rememberedSpans();
  const tracer = boundedBySender(remembered, new LineLimit(2, () => nowMs));
  const start = (sender: string, isSampled = true) => {
    tracer.start(parent(isSampled), { name: "step", kind: "server", sender });
    return remembered.spans.at(-1)?.parent?.isSampled;
  };
  expect([start("quiet", false), start("eager"), start("eager"), start("eager")]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(start("other")).toBe(true);
  nowMs = 60_000;
  expect(start("eager")).toBe(true);
});

it("leaves to the sampler what nobody sent a trace for", () => {
  const remembered = rememberedSpans();
  const tracer = boundedBySender(remembered, new LineLimit(0));
  tracer.start(null, { name: "step", kind: "server", sender: "a" });
  expect(remembered.spans[0]?.parent).toBeNull();
});
