import { describe, expect, it } from "vitest";
import { namesIn } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { formatTraceparent } from "@/lib/domain/trace-context";
import { rememberedSpans } from "@/lib/trace/testing/remembered-spans";
import { outgoingLanes } from "./outgoing-lanes";
import { untraced } from "./testing/upload-of";

const packets = (["live", "late", "late"] as const).map((lane) => ({
  bikeId: "LI-1",
  source: "app" as const,
  part: { lane, readings: 1, bytes: Buffer.from("{}") },
}));
const arrival = {
  receivedAtMs: 5,
  batchId: "batch",
  sender: { clientId: "client" },
  clientVersion: null,
  riderId: null,
  ...untraced(),
};
const traceOf = ({ messages }: ReturnType<typeof outgoingLanes>[number]) =>
  messages[0]?.headers?.[HEADER.trace];

describe("what goes into each topic", () => {
  it("carries the trace of whoever sent it where the edge records none", () => {
    const lanes = outgoingLanes(namesIn("slipstream"), packets, arrival);
    expect(lanes.map(({ topic, messages }) => [topic, messages.length])).toEqual([
      ["slipstream.telemetry", 1],
      ["slipstream.telemetry.late", 2],
    ]);
    expect(lanes.map(traceOf)).toEqual(Array(2).fill(formatTraceparent(arrival.trace)));
  });

  it("carries its own publication's place where the edge records the trace", () => {
    const tracer = rememberedSpans();
    const span = tracer.start(null, { name: "upload", kind: "server" });
    const lanes = outgoingLanes(namesIn("slipstream"), packets, { ...arrival, span });
    const [, live, late] = tracer.spans;
    expect(lanes.map(traceOf)).toEqual(
      [live, late].map((one) => one && formatTraceparent({ ...one.context, isSampled: true })),
    );
    expect([live?.name, late?.name]).toEqual([
      "publish slipstream.telemetry",
      "publish slipstream.telemetry.late",
    ]);
  });
});
