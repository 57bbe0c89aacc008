/** What an erasure does, in this order; each step can be done again. */
export const ERASURE_STEPS = [
  "survey",
  "publish",
  "follow",
  "letters",
  "quarantine",
  "readings",
  "state",
  "rides",
  "attributions",
  "projection",
  "recheck",
] as const;
export type ErasureStep = (typeof ERASURE_STEPS)[number];

/** Where something of a rider's periods may be. */
export const ERASED_STREAMS = [
  "readings",
  "quarantine",
  "dead-letters",
  "rides",
  "consented-rides",
  "attributions",
] as const;
type ErasedStream = (typeof ERASED_STREAMS)[number];

/** How much is there, by stream. */
export type StreamCounts = Readonly<Record<ErasedStream, number>>;

/** How much there was and is, as receipts keep it. */
export interface StreamResult {
  readonly stream: string;
  readonly before: number;
  readonly after: number;
}
