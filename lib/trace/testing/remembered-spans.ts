import type { TraceContext } from "@/lib/domain/trace-context";
import type { Attributes, Span, Step, Tracer } from "../span";

interface RememberedSpan extends Step {
  readonly context: TraceContext;
  readonly parent: TraceContext | null;
  readonly attributes: Attributes;
  readonly ended: boolean;
  readonly fault: string | undefined;
}

/** A tracer that records whatever it is given, in memory. */
export function rememberedSpans(): Tracer & { readonly spans: readonly RememberedSpan[] } {
  const spans: RememberedSpan[] = [];
  const begin = (parent: TraceContext | null, step: Step): Span => {
    const spanId = String(spans.length + 1).padStart(16, "0");
    const context = { traceId: parent?.traceId ?? "f".repeat(32), spanId, isSampled: true };
    const at = spans.length;
    let span: RememberedSpan = {
      attributes: {},
      ...step,
      context,
      parent,
      ended: false,
      fault: undefined,
    };
    const change = (over: Partial<RememberedSpan>) => {
      span = { ...span, ...over };
      spans[at] = span;
    };
    change({});
    return {
      context,
      child: (next) => begin(context, next),
      set: (attributes) => change({ attributes: { ...span.attributes, ...attributes } }),
      end: (fault) => change({ ended: true, fault }),
    };
  };
  return { spans, start: begin, close: async () => undefined };
}
