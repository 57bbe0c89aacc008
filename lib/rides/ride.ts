import type { Source } from "@/lib/domain/packet";
import type { RideArrival } from "./arrival-of";
import type { RideCells } from "./cells-of";
import type { RideCharge } from "./charge-of";

/** Least, greatest and mean of the samples. */
export interface Spread {
  readonly least: number;
  readonly greatest: number;
  readonly mean: number;
}

/** What a ride measures; null where nothing tells it. */
export interface RideFigures extends RideCells, RideArrival, RideCharge {
  /** Seconds in which the bike moves. */
  readonly movingS: number;
  /** Metres between positions at most a minute apart while it moves; by the counter over gaps, before the first and after the last. */
  readonly distanceM: number;
  /** Metres as the crow flies over gaps of which nothing tells the way. */
  readonly unrecordedM: number;
  /** Metres by the bike's own counter, to compare. */
  readonly counterM: number | null;
  readonly climbM: number | null;
  /** Over the part of its way that was measured step by step (`wayM`, `wayS`). */
  readonly averageKmh: number | null;
  readonly topKmh: number | null;
  /** Drawn from the battery, less what was given back: voltage times current over time. */
  readonly energyWh: number | null;
  /** Seconds in motion over which that was measured. */
  readonly energyS: number;
  /** Metres between positions or words of the counter at most a minute apart, and the seconds in motion on these. */
  readonly wayM: number;
  readonly wayS: number;
  /** Energy on them, halts between them included, and the metres of them over which it was measured. */
  readonly wayWh: number | null;
  readonly wayEnergyM: number;
  readonly riderWh: number | null;
  readonly motorWh: number | null;
  /** Cycles and state of health, %, of the battery: told on the ride, or else in the five minutes before. */
  readonly cycles: number | null;
  readonly healthPct: number | null;
  readonly ambientC: Spread | null;
  readonly batteryC: Spread | null;
  /** Metres ridden at each assist level, 0 to 10. */
  readonly levelsM: readonly number[] | null;
  /** Of the ride's time, 0 to 1. */
  readonly dataShare: number;
  readonly readings: number;
}

/** One ride of a bike, as its stored readings tell it. */
export interface Ride extends RideFigures {
  /** First and last movement, ms since epoch. */
  readonly startMs: number;
  readonly endMs: number;
  /** Whose readings tell it. */
  readonly source: Source;
  /** Whether the other source tells what lies in its gaps. */
  readonly isFilled: boolean;
}
