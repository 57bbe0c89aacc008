import { withoutValues } from "@/lib/log/without-values";
import { pause } from "@/lib/retry";
import type { Holds } from "./holds";
import type { Room } from "./lane/lane";
import { MAX_SHARE, RefusalWindow } from "./refusal-window";

/** Between two looks whether what is refused is taken again. */
export const HALF_OPEN_EVERY_MS = 30_000;
const LOOK_EVERY_MS = 500;
/** Fewer say nothing of a deployment. */
const ENOUGH_READINGS = 20;
/** So long without breadth, and what is still refused is one client's own affair. */
const NARROW_FOR_MS = 60_000;

/** Readings that would become dead letters, each of whom. */
export type Refused = readonly {
  readonly bikeId: string;
  readonly client: string;
  readonly readings: number;
}[];

/**
 * Opens when so much of so many is refused that data cannot be at fault: a broken deployment would turn the fleet's
 * readings into dead letters. While it is open nothing becomes one; it closes when attempts succeed again.
 */
export class Breaker {
  private readonly window = new RefusalWindow();
  private endHold: (() => void) | null = null;
  private lastBroadMs = 0;

  /** @param of what is refused, as it is told to whoever looks. */
  constructor(
    private readonly of: string,
    private readonly holds: Holds,
    private readonly now: () => number,
  ) {}

  get isOpen(): boolean {
    return this.endHold !== null;
  }

  /** Readings that went on. */
  accept(readings: number): void {
    if (readings > 0) this.window.accepted(this.now(), readings);
  }

  /** Whether these may become dead letters, after an attempt in which the others went on. */
  mayRefuse(refused: Refused, accepted: number, why: string): boolean {
    const nowMs = this.now();
    this.accept(accepted);
    for (const { bikeId, client, readings } of refused) this.window.refused(nowMs, readings, bikeId, client);
    if (!this.isOpen) {
      if (!this.window.isBroad(nowMs)) return true;
      this.open(nowMs, why);
      return false;
    }
    const count = refused.reduce((sum, { readings }) => sum + readings, 0);
    if (this.window.isBroad(nowMs, 1)) this.lastBroadMs = nowMs;
    const isNarrow = nowMs - this.lastBroadMs >= NARROW_FOR_MS;
    if (!isNarrow && count > MAX_SHARE * (count + accepted)) return false;
    this.close();
    return true;
  }

  /** Closes where what came since it was opened goes on, few readings aside. */
  closeIfWell(): void {
    if (!this.isOpen) return;
    const { readings, refused } = this.window.count(this.now());
    if (readings >= ENOUGH_READINGS && refused <= MAX_SHARE * readings) this.close();
  }

  /** What it was opened for is taken again. */
  close(): void {
    if (!this.isOpen) return;
    this.endHold?.();
    this.endHold = null;
    this.window.clear();
  }

  private open(nowMs: number, why: string): void {
    this.lastBroadMs = nowMs;
    const { readings, refused } = this.window.count(nowMs);
    const what = `${refused} of the last minute's ${readings} readings, of many bikes and clients, would be dead letters`;
    this.endHold = this.holds.begin("breaker", `${this.of}: ${what} (${withoutValues(why)})`);
    this.window.clear();
  }
}

/** Lets a lane take records over while the breaker is closed, and a few now and then while it is open. */
export class BreakerRoom implements Room {
  private lookAtMs = 0;

  constructor(
    private readonly breaker: Breaker,
    private readonly now: () => number,
  ) {}

  get hasRoom(): boolean {
    if (!this.breaker.isOpen) {
      this.lookAtMs = 0;
      return true;
    }
    if (this.lookAtMs === 0) this.lookAtMs = this.now() + HALF_OPEN_EVERY_MS;
    if (this.now() < this.lookAtMs) return false;
    this.lookAtMs = 0;
    return true;
  }

  async room(): Promise<void> {
    while (!this.hasRoom) await pause(LOOK_EVERY_MS);
  }
}
