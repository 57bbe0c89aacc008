import type { Judgement } from "./judgement";

type Severity = "critical" | "warning";

export interface AlarmRow {
  readonly name: string;
  /** The name in words. */
  readonly title: string;
  /** Critical: readings stop, or will be lost. Warning: somebody should look within the day. */
  readonly severity: Severity;
  /** PromQL; the alarm stands for each series of the answer. */
  readonly watches: string;
  /** The same over what the workers told the product itself, or why the product cannot tell. */
  readonly judged: Judgement | { readonly notHere: string };
  /** How long the answer has to last. */
  readonly forMinutes: number;
  /** Cause and remedy in one sentence. */
  readonly summary: string;
  /** What it means for who looks at bikes, in a sentence without any inner word. */
  readonly felt: string;
}

/** What counters grew by. `increase` does not see what a counter began with, and these begin with their first event. */
export const grown = (counter: string, range: string): string =>
  `(${counter} unless ${counter} offset ${range}) or increase(${counter}[${range}])`;
