/** What was last told of a bike: readings in it need not be told again until then. */
export interface TellingMark {
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the process's own clock, ms. */
  readonly untilMs: number;
}
