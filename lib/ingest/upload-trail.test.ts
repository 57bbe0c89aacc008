import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { writtenLines } from "@/lib/log/testing/written-lines";
import { rememberedSpans } from "@/lib/trace/testing/remembered-spans";
import { UploadLines } from "./upload-lines";
import { UploadTrail } from "./upload-trail";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const report = {
  batch_id: "",
  received_at: "",
  accepted: { packets: 1, readings: 9 },
  refused_total: 0,
  refused: [],
  faults_total: 0,
  faults: [],
};

function trailOf(headers: Record<string, string>, isTraced: boolean) {
  const written = writtenLines();
  const tracer = rememberedSpans();
  const telling = { lines: new UploadLines(written.log), tracer: isTraced ? tracer : null };
  return { trail: new UploadTrail(telling, new Headers(headers), 0), written, tracer };
}
const sent = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };

describe("what an upload leaves behind", () => {
  it("carries on the trace of its sender, and its flag, where nothing is recorded here", () => {
    const { trail } = trailOf(sent, false);
    trail.sentBy("a-client");
    expect(trail.trace).toEqual({ traceId: TRACE, spanId: "00f067aa0ba902b7", isSampled: true });
  });

  it.each(["", "nonsense", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`])(
    "is a trace of its own, not recorded, where the sender names none that can be followed: %j",
    (traceparent) => {
      const headers = { traceparent };
      const [one, other] = [trailOf(headers, false).trail.trace, trailOf(headers, false).trail.trace];
      expect(one).toMatchObject({ isSampled: false, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
      expect(one.traceId).not.toBe(other.traceId);
    },
  );

  it("is a step of its sender's trace where that is recorded", () => {
    const { trail, tracer } = trailOf(sent, true);
    trail.sentBy("a-client");
    trail.accepted(report);
    expect(tracer.spans).toMatchObject([
      {
        parent: { traceId: TRACE, spanId: "00f067aa0ba902b7" },
        attributes: { "slipstream.client": "a-client", "slipstream.readings": 9 },
        ended: true,
        fault: undefined,
      },
    ]);
    expect(trail.trace).toEqual(tracer.spans[0]?.context);
  });

  it("is not recorded by the worker where it is not recorded here", () => {
    const tracer = { start: () => null, close: async () => undefined };
    const telling = { lines: new UploadLines(writtenLines().log), tracer };
    const trail = new UploadTrail(telling, new Headers(sent), 0);
    trail.sentBy("a-client");
    expect(trail.trace).toEqual({ traceId: TRACE, spanId: "00f067aa0ba902b7", isSampled: false });
  });

  it.each([
    ["forbidden", "upload refused", undefined],
    ["unavailable", "upload failed", "unavailable"],
  ] as const)("tells of one that was %s in one line and its step", (code, msg, fault) => {
    for (const isTraced of [true, false]) {
      const { trail, written, tracer } = trailOf(sent, isTraced);
      trail.sentBy("a-client");
      trail.failed(new AppError(code, "why"));
      expect(written.lines).toMatchObject([{ msg, code, trace: TRACE, batch: trail.batchId }]);
      expect(tracer.spans).toMatchObject(isTraced ? [{ ended: true, fault }] : []);
    }
  });

  it("lets nobody have anything recorded whose key is not known", () => {
    const { trail, written, tracer } = trailOf(sent, true);
    trail.failed(new AppError("unauthenticated", "no key"));
    expect(tracer.spans).toEqual([]);
    expect(written.lines).toMatchObject([{ client: null, code: "unauthenticated" }]);
  });
});
