import { arrivalOf } from "./arrival-of";
import { cellsOf } from "./cells-of";
import { channel } from "./channel";
import { chargeOf } from "./charge-of";
import { climbIn } from "./climb-in";
import { counterOf, metresCounted, type WayPiece } from "./counter";
import type { Stretch } from "./find-stretches";
import { measureWay } from "./measure-way";
import { integralOf, type Piece, piecesOf, spreadOf } from "./over-time";
import { partOf } from "./part-of";
import type { RideFigures } from "./ride";
import { GAP_MS, type Sample } from "./sample";
import { motionOf, type Track } from "./track";
import { legsOf } from "./way";

/** Assist levels of the contract, 0 to 10. */
const LEVELS = 11;
/** How long an assist level that was told holds where it is not told again, ms. */
const LEVEL_HOLDS_MS = 60_000;

type Measure = (sample: Sample) => number | null;
const power: Measure = ({ voltageV, currentA }) =>
  voltageV === null || currentA === null ? null : voltageV * currentA;

/**
 * Figures of one ride. Way, speed and times are the track's; what else is measured is told by the module, and in its gaps
 * by the phone, however the way was chosen.
 * @param all every sample of the stretch, of both sources, in order. @param before those of the five minutes before it: a battery
 * may tell its age as it is switched on, and no more on the ride.
 */
export function measureRide(
  stretch: Stretch,
  track: Track,
  all: readonly Sample[],
  before: readonly Sample[],
): RideFigures {
  const steps = track.steps;
  const samples = steps.map(({ sample }) => sample);
  const legs = legsOf(steps);
  const counter = counterOf(stretch, all);
  const way = measureWay(stretch, legs, counter);
  const motion = motionOf(steps);
  const drawn = piecesOf(channel(stretch, all, power), power);
  const part = partOf(way.pieces, motion, drawn);
  const spreadBy = (measure: Measure) => spreadOf(channel(stretch, all, measure), measure);
  const workBy = (measure: Measure) => workOf(piecesOf(channel(stretch, all, measure), measure));
  const [ambient, battery] = [spreadBy((one) => one.ambientTempC), spreadBy((one) => one.batteryTempC)];
  return {
    movingS: Math.round(integralOf(motion).sum / 1_000),
    distanceM: Math.round(way.distanceM),
    unrecordedM: Math.round(way.unrecordedM),
    counterM: metresCounted(all),
    climbM: climbIn(samples),
    averageKmh: part.seconds === 0 ? null : rounded((part.metres / part.seconds) * 3.6, 2),
    topKmh: spreadOf(samples, ({ speedKmh }) => speedKmh)?.greatest ?? null,
    energyWh: workOf(drawn),
    energyS: Math.round(movingMsIn(drawn, motion) / 1_000),
    wayM: Math.round(part.metres),
    wayS: Math.round(part.seconds),
    wayWh: part.energy && rounded(part.energy.wh, 2),
    wayEnergyM: Math.round(part.energy?.metres ?? 0),
    riderWh: workBy(({ riderPowerW }) => riderPowerW),
    motorWh: workBy(({ motorPowerW }) => motorPowerW),
    ...chargeOf(stretch, all),
    ambientC: ambient && spread(ambient),
    batteryC: battery && spread(battery),
    cycles: spreadBy(({ cycles }) => cycles)?.greatest ?? lastOf(before, ({ cycles }) => cycles),
    healthPct: lastOf(all, ({ healthPct }) => healthPct) ?? lastOf(before, ({ healthPct }) => healthPct),
    levelsM: levelsOf(stretch, way.pieces, all),
    dataShare: rounded(dataShareOf(stretch, track), 4),
    readings: all.length,
    ...cellsOf(legs),
    ...arrivalOf(all),
  };
}

/** Watt-hours, where any were measured. */
function workOf(pieces: readonly Piece[]): number | null {
  const { sum, ms } = integralOf(pieces);
  return ms === 0 ? null : rounded(sum / 3_600_000, 2);
}

/** Of the time over which a quantity was measured, what the bike moves in, ms. */
const movingMsIn = (pieces: readonly Piece[], motion: readonly Piece[]): number =>
  pieces.reduce((total, { fromMs, toMs }) => total + integralOf(motion, fromMs, toMs).sum, 0);

const rounded = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale + 0;
};
const spread = ({ least, greatest, mean }: { least: number; greatest: number; mean: number }) => ({
  least,
  greatest,
  mean: rounded(mean, 1),
});

function lastOf(samples: readonly Sample[], measure: Measure): number | null {
  const sample = samples.findLast((one) => measure(one) !== null);
  return sample === undefined ? null : measure(sample);
}

/** Metres ridden at each assist level that was told last; those of which none is known belong to none. */
function levelsOf(stretch: Stretch, pieces: readonly WayPiece[], all: readonly Sample[]): number[] | null {
  const told = channel(stretch, all, ({ assistLevel }) => assistLevel).map(({ timeMs, assistLevel }) => ({
    atMs: timeMs,
    level: assistLevel ?? 0,
  }));
  const metres = new Array<number>(LEVELS).fill(0);
  let at = -1;
  let isTold = false;
  for (const { fromMs, metres: length } of pieces) {
    while ((told[at + 1]?.atMs ?? Number.POSITIVE_INFINITY) <= fromMs) at++;
    const known = told[at];
    if (length === 0 || !known || fromMs - known.atMs > LEVEL_HOLDS_MS) continue;
    isTold = true;
    metres[known.level] = (metres[known.level] ?? 0) + length;
  }
  return isTold ? metres.map(Math.round) : null;
}

/** Share of the ride's time in which two samples at most a minute apart tell of it. */
function dataShareOf({ startMs, endMs }: Stretch, { steps }: Track): number {
  if (endMs === startMs) return 1;
  let told = 0;
  for (const [at, { sample }] of steps.entries()) {
    const apartMs = sample.timeMs - (steps[at - 1]?.sample.timeMs ?? sample.timeMs);
    if (apartMs <= GAP_MS) told += apartMs;
  }
  return told / (endMs - startMs);
}
