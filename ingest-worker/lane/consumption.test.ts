import { describe, expect, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { recordOfMessage } from "@/lib/kafka/fetched-record";
import { rememberedSpans } from "@/lib/trace/testing/remembered-spans";
import { Consumption } from "./consumption";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const traceparent = (flags: string) => `00-${TRACE}-00f067aa0ba902b7-${flags}`;
const headersWith = (trace: string | Buffer[]) => ({
  [HEADER.trace]: typeof trace === "string" ? Buffer.from(trace) : trace,
  [HEADER.batchId]: Buffer.from("a-batch"),
});

function consuming() {
  const tracer = rememberedSpans();
  const consumption = new Consumption(tracer, "telemetry", "slipstream.telemetry");
  const take = (partition: number, offset: string, headers: ReturnType<typeof headersWith>) =>
    consumption.spanFor(
      partition,
      recordOfMessage({
        key: Buffer.from("LI-1"),
        value: Buffer.from("{}"),
        headers,
        offset,
        attributes: 0,
        timestamp: "0",
      }),
    );
  return { tracer, consumption, take };
}

describe("taking records over", () => {
  it("is one step for neighbours of one upload, which follows from their publication", () => {
    const { tracer, consumption, take } = consuming();
    const headers = headersWith(traceparent("01"));
    const spans = ["7", "8", "9"].map((offset) => take(3, offset, headers));
    expect(new Set(spans).size).toBe(1);
    consumption.end();
    expect(tracer.spans).toMatchObject([
      {
        name: "consume slipstream.telemetry",
        kind: "consumer",
        parent: { traceId: TRACE, spanId: "00f067aa0ba902b7" },
        ended: true,
        attributes: {
          "slipstream.batch_id": "a-batch",
          "messaging.destination.partition.id": "3",
          "messaging.kafka.offset": "7",
          "slipstream.last_offset": "9",
          "messaging.batch.message_count": 3,
        },
      },
    ]);
  });

  it("is another step for another upload, another partition, and after it ended", () => {
    const { tracer, consumption, take } = consuming();
    const [one, other] = [headersWith(traceparent("01")), headersWith(traceparent("03"))];
    take(3, "7", one);
    take(3, "8", other);
    take(4, "1", other);
    consumption.end();
    take(4, "2", other);
    consumption.end();
    expect(tracer.spans.map(({ attributes }) => attributes["messaging.kafka.offset"])).toEqual([
      "7",
      "8",
      "1",
      "2",
    ]);
    expect(tracer.spans.every(({ ended }) => ended)).toBe(true);
  });

  it.each([
    ["not sampled", headersWith(traceparent("00"))],
    ["not sampled, as another flag says", headersWith(traceparent("02"))],
    ["no trace", headersWith(`${"0".repeat(54)}1`)],
    ["sent twice", headersWith([Buffer.from(traceparent("01")), Buffer.from(traceparent("01"))])],
    ["too short", headersWith("01")],
  ])("leaves no step where the trace is %s", (_what, headers) => {
    const { tracer, consumption, take } = consuming();
    expect(take(0, "0", headers)).toBeNull();
    consumption.end();
    expect(tracer.spans).toEqual([]);
  });
});
