import type {
  Context,
  Span as OtelSpan,
  SpanKind as OtelSpanKind,
  Tracer as OtelTracer,
  SpanContext,
} from "@opentelemetry/api";
import type { TraceContext } from "@/lib/domain/trace-context";
import type { Sdk } from "./load-sdk";
import type { Attributes, Span, SpanKind, Step } from "./span";

/** What spans are made with. */
export interface Recorder {
  readonly api: Sdk["api"];
  readonly tracer: OtelTracer;
}

/** A step in OpenTelemetry's own form. */
export class RecordedSpan implements Span {
  readonly context: TraceContext;

  constructor(
    private readonly recorder: Recorder,
    private readonly span: OtelSpan,
  ) {
    const { traceId, spanId } = span.spanContext();
    this.context = { traceId, spanId, isSampled: true };
  }

  child(step: Step): Span {
    return new RecordedSpan(this.recorder, begin(this.recorder, this.span.spanContext(), step));
  }

  set(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }

  end(fault?: string): void {
    if (fault !== undefined) {
      this.span.setAttribute("error.type", fault);
      this.span.setStatus({ code: this.recorder.api.SpanStatusCode.ERROR, message: fault });
    }
    this.span.end();
  }
}

/** Begins a step that continues a trace, or a trace; whether it is recorded is the sampler's matter. */
export function begin({ api, tracer }: Recorder, parent: SpanContext | null, step: Step): OtelSpan {
  const { name, kind, attributes = {}, links = [], startMs } = step;
  const context: Context = parent ? api.trace.setSpanContext(api.ROOT_CONTEXT, parent) : api.ROOT_CONTEXT;
  const options = {
    kind: kindOf(api, kind),
    attributes,
    links: links.map((link) => ({ context: contextOf(api, link.context) })),
    ...(startMs === undefined ? {} : { startTime: startMs }),
  };
  return tracer.startSpan(name, options, context);
}

export const contextOf = (
  { TraceFlags }: Sdk["api"],
  { traceId, spanId, isSampled }: TraceContext,
): SpanContext => ({
  traceId,
  spanId,
  traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
  isRemote: true,
});

function kindOf({ SpanKind: kinds }: Sdk["api"], kind: SpanKind): OtelSpanKind {
  const kindOfName: Readonly<Record<SpanKind, OtelSpanKind>> = {
    server: kinds.SERVER,
    producer: kinds.PRODUCER,
    consumer: kinds.CONSUMER,
    client: kinds.CLIENT,
  };
  return kindOfName[kind];
}
