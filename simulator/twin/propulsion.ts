import type { BikeModel } from "./models";

export interface Rider {
  readonly massKg: number;
  /** What the rider likes to give, W. */
  readonly usualW: number;
  readonly cruiseMs: number;
  /** Usual assist level. */
  readonly assist: number;
}

/** How much the motor adds to what the rider gives, by assist level. */
const ASSIST = [0, 0.6, 1.2, 2, 3] as const;
export const MAX_ASSIST = ASSIST.length - 1;
const GRAVITY = 9.81;
const ROLLING = 0.009;
const AIR_KG_PER_M3 = 1.17;
const MAX_ACCELERATION = 0.7;
const MAX_BRAKING = 2.5;
/** The motor fades out around 25 km/h, as the law wants it (EN 15194). */
const FULL_BELOW_KMH = 24;
const NONE_FROM_KMH = 25.5;
/** Who cannot ride on pushes. */
const PUSHING_MS = 1.1;
/** Force is power over speed; below this the gears decide, not the division. */
const SLOWEST_GEAR_MS = 1.6;

export interface Course {
  readonly slope: number;
  readonly headwindMs: number;
  /** Most that the way allows here. */
  readonly limitMs: number;
}
export interface Propelled {
  readonly speedMs: number;
  readonly riderW: number;
  /** At the wheel. */
  readonly motorW: number;
}

/** Force that slope, tyres and air put against a bike and rider, N. */
export function resistanceN(massKg: number, dragM2: number, speedMs: number, course: Course): number {
  const airMs = speedMs + course.headwindMs;
  const uphill = massKg * GRAVITY * (course.slope + ROLLING);
  return uphill + 0.5 * AIR_KG_PER_M3 * dragM2 * airMs * Math.abs(airMs);
}

/** One moment of riding: the rider chooses a speed and gives what it needs; motor and law decide what comes of it. */
export function propel(
  rider: Rider,
  model: BikeModel,
  assist: number,
  speedMs: number,
  course: Course,
  seconds: number,
): Propelled {
  const massKg = rider.massKg + model.massKg;
  const target = Math.min(course.limitMs, rider.cruiseMs * liking(course.slope));
  const resistance = resistanceN(massKg, model.dragM2, speedMs, course);
  const wanted = Math.max(
    -MAX_BRAKING,
    Math.min(MAX_ACCELERATION, (target - speedMs) / Math.max(seconds, 1)),
  );
  const gearMs = Math.max(speedMs, SLOWEST_GEAR_MS);
  const neededW = Math.max(0, (resistance + massKg * wanted) * gearMs);
  const factor = (ASSIST[assist] ?? 0) * motorShare(speedMs * 3.6);
  const riderW = Math.min(rider.usualW * effort(course.slope), neededW / (1 + factor));
  const motorW = Math.min(model.peakMotorW, factor * riderW);
  const free = ((riderW + motorW) / gearMs - resistance) / massKg;
  const next = speedMs + Math.min(wanted, free) * seconds;
  return { speedMs: Math.max(Math.min(target, PUSHING_MS), next, 0), riderW, motorW };
}

/** Part of its force that the motor may give at a speed. */
const motorShare = (speedKmh: number): number =>
  Math.min(1, Math.max(0, (NONE_FROM_KMH - speedKmh) / (NONE_FROM_KMH - FULL_BELOW_KMH)));

/** Uphill riders are content with less speed, downhill they let it roll. */
const liking = (slope: number): number => Math.min(1.7, Math.max(0.5, 1 - 4 * slope));
const effort = (slope: number): number => 1.3 + Math.min(1.2, Math.max(-0.5, slope * 10));
