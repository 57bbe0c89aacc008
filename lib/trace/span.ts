import type { TraceContext } from "@/lib/domain/trace-context";

export type SpanKind = "server" | "producer" | "consumer" | "client";
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface Step {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes?: Attributes;
  /** What it follows from beside its parent. */
  readonly links?: readonly Span[];
  /** Who sent the trace that it continues; of one sender only some are followed. */
  readonly sender?: string;
  /** When it began, ms since epoch; now where it is left out. */
  readonly startMs?: number;
}

/** One step of a trace, recorded. */
export interface Span {
  readonly context: TraceContext;
  /** Begins a step that follows from this one. */
  child(step: Step): Span;
  set(attributes: Attributes): void;
  /** @param fault what kept the step from being done, in a word: never a text that may quote a reading. */
  end(fault?: string): void;
}

/** Records traces and sends them away. */
export interface Tracer {
  /** Begins a step that follows from `parent`, or a trace; null where that trace is not recorded. */
  start(parent: TraceContext | null, step: Step): Span | null;
  /** Sends what is left, for a short while at most. */
  close(): Promise<void>;
}
