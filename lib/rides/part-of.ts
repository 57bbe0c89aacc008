import type { WayPiece } from "./counter";
import { integralOf, type Piece } from "./over-time";

/** Way, time and energy of one and the same part of a ride: what was measured of it step by step. */
export interface Part {
  readonly metres: number;
  /** In motion. */
  readonly seconds: number;
  /** Energy, where that was measured too, and the metres over which it was; null where it was not. */
  readonly energy: { readonly wh: number; readonly metres: number } | null;
}

/** @param pieces of the way; those in which it is not known whether the bike moves are left out. */
export function partOf(pieces: readonly WayPiece[], motion: readonly Piece[], drawn: readonly Piece[]): Part {
  let [metres, movingMs, wattMs, energyM, energyMs] = [0, 0, 0, 0, 0];
  for (const { fromMs, toMs, metres: length } of pieces) {
    const ms = toMs - fromMs;
    const moving = integralOf(motion, fromMs, toMs);
    if (ms === 0 || moving.ms < ms) continue;
    const energy = integralOf(drawn, fromMs, toMs);
    metres += length;
    movingMs += moving.sum;
    wattMs += energy.sum;
    energyM += (length * energy.ms) / ms;
    energyMs += energy.ms;
  }
  const energy = energyMs === 0 ? null : { wh: wattMs / 3_600_000, metres: energyM };
  return { metres, seconds: movingMs / 1_000, energy };
}
