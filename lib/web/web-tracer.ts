import type { Tracer } from "@/lib/trace/span";

/** Next bundles modules more than once per process; the tracer exists once. */
const home: typeof globalThis & { slipstreamTracer?: Tracer | null } = globalThis;

/** The tracer of this process; null where nothing is traced. */
export const webTracer = (): Tracer | null => home.slipstreamTracer ?? null;

/** To be called at boot, before the first request. */
export function traceWith(tracer: Tracer | null): void {
  home.slipstreamTracer = tracer;
}
