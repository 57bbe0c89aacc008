import { arrivalOf } from "./arrival-of";
import { cellsOf } from "./cells-of";
import { channel } from "./channel";
import { chargeOf } from "./charge-of";
import { climbIn } from "./climb-in";
import { counterOf, counterRuns, metresCounted, type WayPiece } from "./counter";
import type { Stretch } from "./find-stretches";
import { measureWay } from "./measure-way";
import { integralOf, type Piece, piecesOf, spreadOf } from "./over-time";
import { type Part, partOf } from "./part-of";
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
const speed: Measure = ({ speedKmh }) => speedKmh;
const cycles: Measure = (sample) => sample.cycles;
const health: Measure = ({ healthPct }) => healthPct;

/** A speed over less is that of an error, m and s. */
const LEAST_WAY = { metres: 100, seconds: 60 } as const;

/**
 * Figures of one ride. Way, speed, climb and times are told by the track's source first; what else is measured by the module,
 * however the way was chosen. Each quantity by the other source where that one is silent of it.
 * @param all every sample of the stretch, of both sources, in order. @param before those of the five minutes before it: a battery
 * may tell its age as it is switched on, and no more on the ride.
 */
export function measureRide(
  stretch: Stretch,
  track: Track,
  all: readonly Sample[],
  before: readonly Sample[],
): RideFigures {
  const legs = legsOf(track.located);
  const runs = counterRuns(all);
  const way = measureWay(stretch, legs, counterOf(runs));
  const motion = motionOf(track.steps);
  const drawn = piecesOf(channel(all, power), power);
  const part = partOf(way.pieces, motion, drawn);
  const spreadBy = (measure: Measure) => spreadOf(channel(all, measure), measure);
  const workBy = (measure: Measure) => workOf(piecesOf(channel(all, measure), measure));
  const [ambient, battery] = [spreadBy((one) => one.ambientTempC), spreadBy((one) => one.batteryTempC)];
  return {
    movingS: Math.round(integralOf(motion).sum / 1_000),
    distanceM: Math.round(way.distanceM),
    unrecordedM: Math.round(way.unrecordedM),
    counterM: metresCounted(runs),
    climbM: climbIn(all, track.source),
    averageKmh: averageOf(part),
    topKmh: spreadOf(channel(all, speed, { first: track.source }), speed)?.greatest ?? null,
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
    cycles: spreadBy(cycles)?.greatest ?? lastOf(before, cycles),
    healthPct: lastOf(all, health, stretch) ?? lastOf(before, health),
    levelsM: levelsOf(way.pieces, all),
    dataShare: rounded(dataShareOf(stretch, all), 4),
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

/** What was told last, by the module where it told something to the end. */
const lastOf = (samples: readonly Sample[], measure: Measure, within?: Stretch): number | null => {
  const last = channel(samples, measure, within && { within }).at(-1);
  return last === undefined ? null : measure(last);
};

/** Over the part that was measured step by step; null where that is too short to tell a speed. */
const averageOf = ({ metres, seconds }: Pick<Part, "metres" | "seconds">): number | null =>
  seconds < LEAST_WAY.seconds || metres < LEAST_WAY.metres ? null : rounded((metres / seconds) * 3.6, 2);

/** Metres ridden at each assist level that was told last; those of which none is known belong to none. */
function levelsOf(pieces: readonly WayPiece[], all: readonly Sample[]): number[] | null {
  const told = channel(all, ({ assistLevel }) => assistLevel).map(({ timeMs, assistLevel }) => ({
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
function dataShareOf({ startMs, endMs }: Stretch, all: readonly Sample[]): number {
  if (endMs === startMs) return 1;
  let told = 0;
  for (const [at, { timeMs }] of all.entries()) {
    const apartMs = timeMs - (all[at - 1]?.timeMs ?? timeMs);
    if (apartMs <= GAP_MS) told += apartMs;
  }
  return told / (endMs - startMs);
}
