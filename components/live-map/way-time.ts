/** Clocks run apart: what was least so long ago tells nothing. */
const STRETCH_MS = 120_000;

/**
 * How long events are on their way, by the least difference between both clocks seen in the last minutes: that is their
 * offset and the quickest way.
 */
export class WayTime {
  private earlierMs = Number.POSITIVE_INFINITY;
  private leastMs = Number.POSITIVE_INFINITY;
  private sinceMs = Number.NEGATIVE_INFINITY;

  /** Another server, or the same one after a while: its clock may be another. */
  forget(): void {
    this.earlierMs = Number.POSITIVE_INFINITY;
    this.leastMs = Number.POSITIVE_INFINITY;
  }

  /** Takes an event in, sent and heard by the clocks of either side, and returns how long it was on its way, ms. */
  took(sentAtMs: number, heardAtMs: number): number {
    if (heardAtMs - this.sinceMs > STRETCH_MS) {
      this.earlierMs = this.leastMs;
      this.leastMs = Number.POSITIVE_INFINITY;
      this.sinceMs = heardAtMs;
    }
    const differenceMs = heardAtMs - sentAtMs;
    this.leastMs = Math.min(this.leastMs, differenceMs);
    return differenceMs - Math.min(this.leastMs, this.earlierMs);
  }
}
