/**
 * Whether a consumer is a member of its group: it has joined, and the coordinator has answered it within the session
 * timeout; after that it counts as gone there. Times are ms of one clock.
 */
export class Membership {
  private heardAtMs: number | null = null;

  constructor(private readonly sessionTimeoutMs: number) {}

  joined(nowMs: number): void {
    this.heardAtMs = nowMs;
  }

  /** The coordinator answered. To one that has not joined it says nothing. */
  heard(nowMs: number): void {
    if (this.heardAtMs !== null) this.heardAtMs = nowMs;
  }

  /** Crashed, stopped, or on the way into the next generation: not a member until it joins again. */
  lost(): void {
    this.heardAtMs = null;
  }

  isMember(nowMs: number): boolean {
    return this.heardAtMs !== null && nowMs - this.heardAtMs <= this.sessionTimeoutMs;
  }
}
