import type { Random } from "../random";
import { type Place, placeAt, type Route } from "../roads/route";
import { BRAKING_MS2 } from "../roads/speed-limits";
import { localTime } from "../weather/local-time";
import { airTemperatureC, headwindMs } from "../weather/weather";
import { arrive } from "./arrive";
import { type Battery, chargeShare, currentFor, flow } from "./battery";
import { MAX_ASSIST, propel } from "./propulsion";
import type { Change, Power, Riding, Twin, World } from "./twin";

/** A module that was off for longer does not know what happened meanwhile; nothing did. */
const LONGEST_S = 60;
/** Readings far apart are made of several moments. */
const MOMENTS_PER_READING = 5;
const MOTOR_EFFICIENCY = 0.8;
const ELECTRONICS_W = 6;
const EMPTY_SHARE = 0.03;
const NEAR_END_M = 3;
const STEEP = 0.045;
const YIELD_SHARE = 0.35;

/** Goes on riding until `nowMs`, or until the end of the route. */
export function rideOn(twin: Twin, riding: Riding, nowMs: number, random: Random, world: World): Change {
  const { plan } = twin;
  const { route } = riding;
  const elapsedS = Math.min(LONGEST_S, (nowMs - twin.atMs) / 1_000);
  const moments = Math.max(1, Math.ceil(elapsedS / Math.max(1, world.everyS / MOMENTS_PER_READING)));
  const seconds = elapsedS / moments;
  let { doneM, speedMs, assist, waitsUntilMs } = riding;
  let { battery, drawnWh, power } = twin;
  let place = placeAt(route, doneM);
  const airC = airTemperatureC(nowMs, localTime(nowMs), place.heightM);
  const headwind = headwindMs(nowMs, place.lat, place.lon, place.headingDeg);
  for (let moment = 1; moment <= moments; moment++) {
    const atMs = nowMs - (moments - moment) * seconds * 1_000;
    if (atMs < waitsUntilMs) {
      speedMs = 0;
      ({ battery, power } = supply(battery, 0, 0, seconds, airC));
    } else {
      const limitMs = limitAt(route, place, doneM);
      const course = { slope: place.slope, headwindMs: headwind, limitMs };
      const level = chargeShare(battery) < EMPTY_SHARE ? 0 : place.slope > STEEP ? MAX_ASSIST : assist;
      const next = propel(plan.rider, plan.model, level, speedMs, course, seconds);
      const left = route.metres - doneM;
      doneM += Math.min(left, ((speedMs + next.speedMs) / 2) * seconds);
      speedMs = next.speedMs;
      ({ battery, power } = supply(battery, next.riderW, next.motorW, seconds, airC));
      const before = place.point;
      place = placeAt(route, doneM);
      if (mustYield(route, before, place.point) && random.chance(YIELD_SHARE))
        waitsUntilMs = atMs + random.whole(3, 25) * 1_000;
    }
    drawnWh += (power.currentA * power.voltageV * seconds) / 3_600;
  }
  if (random.chance(0.01)) assist = random.whole(1, MAX_ASSIST);
  const odometerM = twin.odometerM + (doneM - riding.doneM);
  const moved = { ...twin, atMs: nowMs, battery, power, drawnWh, odometerM };
  if (route.metres - doneM < NEAR_END_M) return arrive(moved, riding, place.headingDeg, random);
  const activity = { ...riding, doneM, speedMs, assist, waitsUntilMs };
  return { twin: { ...moved, activity }, truth: [], isStart: false };
}

/** What a rider allows himself between two points: braking for the next one begins in time. */
function limitAt({ atM, limitsMs }: Route, { point }: Place, doneM: number): number {
  const leftM = Math.max(0, (atM[point + 1] ?? 0) - doneM);
  return Math.sqrt((limitsMs[point + 1] ?? 0) ** 2 + 2 * BRAKING_MS2 * leftM);
}

function mustYield({ yields }: Route, before: number, after: number): boolean {
  for (let point = before + 1; point <= after; point++) if (yields[point] === 1) return true;
  return false;
}

function supply(
  battery: Battery,
  riderW: number,
  motorW: number,
  seconds: number,
  airC: number,
): { battery: Battery; power: Power } {
  const watts = motorW / MOTOR_EFFICIENCY + ELECTRONICS_W;
  const currentA = chargeShare(battery) > 0 ? currentFor(battery, watts) : 0;
  const flowed = flow(battery, currentA, seconds, airC);
  return { battery: flowed.battery, power: { riderW, motorW, currentA, voltageV: flowed.voltageV } };
}
