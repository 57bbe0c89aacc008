/** A place in a trace that others may follow from. */
export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
  /** Whether who came before records this trace. */
  readonly isSampled: boolean;
}

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const NOBODY = /^0+$/;
const SAMPLED = 1;

/**
 * What a header `traceparent` says, or null where it says nothing that can be followed. Of versions to come the part that
 * this one knows is taken.
 * @see W3C Trace Context, "traceparent Header"
 */
export function parseTraceparent(text: string): TraceContext | null {
  const [, version, traceId, spanId, flags, more] = FORM.exec(text) ?? [];
  if (!version || !traceId || !spanId || !flags) return null;
  if (version === "ff" || (version === "00" && more !== undefined)) return null;
  if (NOBODY.test(traceId) || NOBODY.test(spanId)) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & SAMPLED) !== 0 };
}

/** As a header `traceparent`. */
export const formatTraceparent = ({ traceId, spanId, isSampled }: TraceContext): string =>
  `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
