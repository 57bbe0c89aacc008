/** Slower than this nothing looks like motion, and drawing takes what the rest of the page needs. */
const SLOW_FRAME_MS = 45;
/** Share of a new frame in the average. */
const WEIGHT = 0.2;
/** Nobody looked meanwhile. */
const HIDDEN_MS = 1_000;
/** After so long it is worth another try. */
const PAUSE_MS = 20_000;

/** Whether this machine draws fast enough for motion, learnt from how long its frames take. */
export class FramePace {
  private averageMs = 0;
  private pausedUntilMs = Number.NEGATIVE_INFINITY;

  canMove(nowMs: number): boolean {
    return nowMs >= this.pausedUntilMs;
  }

  /** Takes in how long it took from one frame of a motion to the next. */
  took(frameMs: number, nowMs: number): void {
    if (frameMs > HIDDEN_MS) return;
    this.averageMs += WEIGHT * (frameMs - this.averageMs);
    if (this.averageMs <= SLOW_FRAME_MS) return;
    this.pausedUntilMs = nowMs + PAUSE_MS;
    this.averageMs = 0;
  }
}
