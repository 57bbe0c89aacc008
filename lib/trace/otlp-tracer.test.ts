import { afterEach, describe, expect, it } from "vitest";
import { TracingEnvironment } from "@/lib/env/tracing";
import { createLog } from "@/lib/log";
import { openTracer } from "./open-tracer";
import type { Step, Tracer } from "./span";

const log = createLog("tests", "silent");
const step: Step = { name: "step", kind: "server" };
const parent = (isSampled: boolean) => ({ traceId: "a".repeat(32), spanId: "b".repeat(16), isSampled });
let open: Tracer | null = null;
afterEach(() => open?.close());

/** A tracer whose receiver nobody asks, as nothing is ended. */
async function tracer(settings: Record<string, string>): Promise<Tracer> {
  const address = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" };
  open = await openTracer(TracingEnvironment.parse({ ...address, ...settings }), "tests", log);
  if (!open) throw new Error("expected a tracer");
  return open;
}

describe("a tracer", () => {
  it("is there only where a receiver is named", async () => {
    expect(await openTracer(TracingEnvironment.parse({}), "tests", log)).toBeNull();
  });

  it("follows whoever sent a trace, recorded or not", async () => {
    const { start } = await tracer({ OTEL_TRACES_SAMPLER_ARG: "1" });
    expect(start(parent(false), step)).toBeNull();
    expect(start(parent(true), step)?.context).toMatchObject({ traceId: "a".repeat(32), isSampled: true });
  });

  it("records one of a hundred traces that it begins, unless told otherwise", async () => {
    const { start } = await tracer({});
    const recorded = Array.from({ length: 20_000 }, () => start(null, step)).filter((span) => span !== null);
    expect(recorded.length).toBeGreaterThan(100);
    expect(recorded.length).toBeLessThan(300);
  });

  it.each([
    ["always_on", [true, true, true]],
    ["always_off", [false, false, false]],
    ["parentbased_always_on", [true, false, true]],
    ["parentbased_always_off", [false, false, true]],
  ])(
    "samples %s: new traces, those not recorded and those recorded by their senders",
    async (name, found) => {
      const { start } = await tracer({ OTEL_TRACES_SAMPLER: name });
      const parents = [null, parent(false), parent(true)];
      expect(parents.map((one) => start(one, step) !== null)).toEqual(found);
    },
  );
});
