import type { Source } from "@/lib/domain/packet";
import type { RideCause } from "@/lib/domain/ride-document";

/** What questions about readings and state answer: API units, times in ms since epoch. */
export type ReadableValue = number | boolean | string | readonly string[];

interface ReadablePosition {
  readonly lat: number;
  readonly lon: number;
  readonly altitudeM: number | null;
  readonly headingDeg: number | null;
}

/** Newest value of one field of the contract (`field` is its packet name). */
export interface NewestValue {
  readonly field: string;
  readonly value: ReadableValue;
  readonly measuredAtMs: number;
  readonly source: Source;
}

export interface BikeState {
  readonly bikeId: string;
  readonly newestAtMs: number;
  /** Null when no position is known, or when the viewer may not see locations. */
  readonly position: (ReadablePosition & { readonly measuredAtMs: number; readonly source: Source }) | null;
  /** In the order of the contract, without latitude, longitude, altitude and heading. */
  readonly values: readonly NewestValue[];
}

export interface BikePage {
  readonly bikes: readonly BikeState[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** One field over time; a null value is a gap, never a zero. At most 1,000 points that keep the extremes. */
export interface Series {
  readonly field: string;
  readonly points: readonly { readonly atMs: number; readonly value: number | null }[];
}

/** One ride; null for what nothing tells. Units are the names' last part. */
export interface BikeRide {
  /** First and last movement, ms since epoch. */
  readonly startMs: number;
  readonly endMs: number;
  /** Whose readings tell it, and whether the other source tells what lies in its gaps. */
  readonly source: Source;
  readonly isFilled: boolean;
  readonly movingS: number;
  readonly distanceM: number;
  /** As the crow flies over gaps of which nothing tells the way. */
  readonly unrecordedM: number;
  /** By the bike's own odometer, to compare. */
  readonly counterM: number | null;
  readonly climbM: number | null;
  readonly averageKmh: number | null;
  readonly topKmh: number | null;
  /** Drawn from the battery, over as many seconds in motion as that was measured. */
  readonly energyWh: number | null;
  readonly energyS: number;
  /** What of it was drawn on these metres, which were measured step by step; null where none was. */
  readonly onWay: { readonly wh: number; readonly metres: number } | null;
  /** The same by how far the charge fell, to compare. */
  readonly chargeWh: number | null;
  readonly riderWh: number | null;
  readonly motorWh: number | null;
  readonly startPct: number | null;
  readonly endPct: number | null;
  /** State of the battery's health, %. */
  readonly healthPct: number | null;
  readonly ambientC: RideSpread | null;
  readonly batteryC: RideSpread | null;
  /** Share of each assist level, 0 to 10, in the metres of which one is known. */
  readonly levelShares: readonly number[] | null;
  /** Of the ride's time, 0 to 1. */
  readonly dataShare: number;
  readonly readings: number;
  readonly lateReadings: number;
  readonly revision: number;
  /** Why it is as it is since its last change. */
  readonly cause: RideCause;
  /** Late readings that its last change brought. */
  readonly lateSince: number;
}

/** Least, greatest and mean of what was measured. */
export interface RideSpread {
  readonly least: number;
  readonly greatest: number;
  readonly mean: number;
}

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A stretch of readings that arrived late, with how late (seconds, least and most). */
export interface LateSpan extends TimeSpan {
  readonly readings: number;
  readonly leastSeconds: number;
  readonly mostSeconds: number;
  readonly source: Source;
}

export interface TrackSegment {
  readonly source: Source;
  /** Arrived five minutes or more after it was recorded. */
  readonly late: boolean;
  readonly points: readonly { readonly atMs: number; readonly lat: number; readonly lon: number }[];
}

/** Everything the bike page draws for one range. */
export interface BikeHistory extends TimeSpan {
  readonly readings: number;
  readonly lateReadings: number;
  readonly series: readonly Series[];
  readonly late: readonly LateSpan[];
  /** Stretches inside the range, between readings, without any. */
  readonly gaps: readonly TimeSpan[];
  /** Empty when the viewer may not see locations. */
  readonly track: readonly TrackSegment[];
}

export interface CoverageDay {
  /** Calendar day in the viewer's zone, `2026-11-20`. */
  readonly day: string;
  readonly readings: number;
  readonly late: number;
  /** Lateness of the latest arrival of that day, seconds. */
  readonly mostSeconds: number;
}

/** One stored reading; `values` by packet name, in API units, only what was sent. */
export interface ReadableReading {
  readonly atMs: number;
  readonly source: Source;
  readonly latenessSeconds: number;
  readonly values: Readonly<Record<string, ReadableValue>>;
}

export interface ReadingPage {
  /** Packet names of the fields that were asked for and may be seen. */
  readonly fields: readonly string[];
  readonly readings: readonly ReadableReading[];
  readonly nextCursor: string | null;
}
