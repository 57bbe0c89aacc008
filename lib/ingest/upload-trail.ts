import { randomBytes, randomUUID } from "node:crypto";
import { parseTraceparent, type TraceContext } from "@/lib/domain/trace-context";
import type { Span, Tracer } from "@/lib/trace/span";
import { isOurs, type UploadIds, type UploadLines } from "./upload-lines";
import type { UploadReport } from "./upload-report";

/** How the edge tells of uploads. */
export interface Telling {
  readonly lines: UploadLines;
  /** Null where nothing is traced. */
  readonly tracer: Tracer | null;
}

/** What one upload leaves behind in log and traces, by the ids that travel with its packets. */
export class UploadTrail {
  readonly batchId = randomUUID();
  /** Of the upload's own step; where that is not recorded, of whoever sent it. */
  trace: TraceContext;
  span: Span | null = null;
  private client: string | null = null;
  private readonly sent: TraceContext | null;

  constructor(
    private readonly telling: Telling,
    headers: Headers,
    private readonly startedMs: number,
  ) {
    this.sent = parseTraceparent(headers.get("traceparent") ?? "");
    this.trace = this.sent ?? newTrace();
  }

  /** Who sent it is known: from now on its sender may have it traced. */
  sentBy(client: string): void {
    this.client = client;
    const { tracer } = this.telling;
    if (tracer === null) return;
    this.span = tracer.start(this.sent, {
      name: "POST /api/v1/telemetry",
      kind: "server",
      sender: client,
      startMs: this.startedMs,
      attributes: {
        "http.request.method": "POST",
        "http.route": "/api/v1/telemetry",
        "slipstream.batch_id": this.batchId,
        "slipstream.client": client,
      },
    });
    // Where it is not recorded here, it is not by the worker either.
    this.trace = this.span?.context ?? { ...this.trace, isSampled: false };
  }

  accepted(report: UploadReport): void {
    this.telling.lines.accepted(this.ids, report);
    this.span?.set({
      "slipstream.packets": report.accepted.packets,
      "slipstream.readings": report.accepted.readings,
      "slipstream.refused": report.refused_total,
    });
    this.span?.end();
  }

  failed(fault: unknown): void {
    const code = this.telling.lines.failed(this.ids, fault);
    if (isOurs(code)) this.span?.end(code);
    else {
      this.span?.set({ "error.type": code });
      this.span?.end();
    }
  }

  private get ids(): UploadIds {
    return { batch: this.batchId, trace: this.trace.traceId, client: this.client };
  }
}

const newTrace = (): TraceContext => ({
  traceId: randomBytes(16).toString("hex"),
  spanId: randomBytes(8).toString("hex"),
  isSampled: false,
});
