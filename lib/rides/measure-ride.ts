import { arrivalOf } from "./arrival-of";
import { cellsOf } from "./cells-of";
import { climbOf } from "./climb";
import type { Stretch } from "./find-stretches";
import { overTime, spreadOf } from "./over-time";
import type { RideFigures } from "./ride";
import type { Sample } from "./sample";
import { GAP_MS, movingMs, type Step, type Track } from "./track";
import { byCounter, isRidden, type Leg, legsOf } from "./way";

/** Assist levels of the contract, 0 to 10. */
const LEVELS = 11;
/** How long an assist level that was told holds where it is not told again, ms. */
const LEVEL_HOLDS_MS = 60_000;

/**
 * Figures of one ride.
 * @param all every sample of the stretch, of both sources, in order.
 */
export function measureRide({ startMs, endMs }: Stretch, track: Track, all: readonly Sample[]): RideFigures {
  const { steps } = track;
  const legs = legsOf(steps);
  const measured = legs.filter((leg) => !leg.isGap && isRidden(leg));
  const gaps = legs.filter(({ isGap }) => isGap);
  const counted = gaps.map((leg) => byCounter(leg.from.sample, leg.to.sample, leg.metres));
  const counterM = counterOf(steps.map(({ sample }) => sample));
  const positionsM = sum(measured.map(({ metres }) => metres));
  const recordedM = positionsM + sum(counted.map((metres) => metres ?? 0));
  const movingS = movingMs(steps) / 1_000;
  const drawn = overTime(steps, ({ voltageV, currentA }) =>
    voltageV === null || currentA === null ? null : voltageV * currentA,
  );
  const rider = overTime(steps, ({ riderPowerW }) => riderPowerW);
  const motor = overTime(steps, ({ motorPowerW }) => motorPowerW);
  const [ambient, battery] = [
    spreadOf(steps, (one) => one.ambientTempC),
    spreadOf(steps, (one) => one.batteryTempC),
  ];
  return {
    movingS: Math.round(movingS),
    distanceM: Math.round(legs.length === 0 ? (counterM ?? 0) : recordedM),
    unrecordedM: Math.round(sum(gaps.map(({ metres }, at) => (counted[at] === null ? metres : 0)))),
    counterM,
    climbM: climbIn(steps.map(({ sample }) => sample)),
    averageKmh: averageOf(measured),
    topKmh: spreadOf(steps, ({ speedKmh }) => speedKmh)?.greatest ?? null,
    energyWh: drawn && rounded(drawn.perHour, 2),
    energyS: drawn === null ? 0 : Math.round(drawn.seconds),
    riderWh: rider && rounded(rider.perHour, 2),
    motorWh: motor && rounded(motor.perHour, 2),
    startPct: first(all, ({ socPct }) => socPct),
    endPct: first([...all].reverse(), ({ socPct }) => socPct),
    ambientC: ambient && spread(ambient),
    batteryC: battery && spread(battery),
    cycles: spreadOf(steps, ({ cycles }) => cycles)?.greatest ?? null,
    healthPct: first([...all].reverse(), ({ healthPct }) => healthPct),
    levelsM: levelsOf(measured, steps),
    dataShare: rounded(dataShareOf(startMs, endMs, track), 4),
    readings: all.length,
    ...cellsOf(legs),
    ...arrivalOf(all),
  };
}

/** Over the legs of which the length is known, and the time in which the bike moves on them. */
function averageOf(legs: readonly Leg[]): number | null {
  const metres = sum(legs.map((leg) => leg.metres));
  const ms = sum(
    legs.map(({ from, to, ms: apart }) => (apart * (Number(from.moves) + Number(to.moves))) / 2),
  );
  return ms === 0 ? null : rounded((metres / ms) * 3_600, 2);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const rounded = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale + 0;
};
const spread = ({ least, greatest, mean }: { least: number; greatest: number; mean: number }) => ({
  least,
  greatest,
  mean: rounded(mean, 1),
});

function first(samples: readonly Sample[], measure: (sample: Sample) => number | null): number | null {
  for (const sample of samples) {
    const value = measure(sample);
    if (value !== null) return value;
  }
  return null;
}

/** Between the first and the last word of the counter; null where it is not told twice, or went back. */
function counterOf(samples: readonly Sample[]): number | null {
  const told = samples.flatMap(({ odometerM }) => odometerM ?? []);
  const [from, to] = [told[0], told.at(-1)];
  return told.length < 2 || from === undefined || to === undefined || to < from ? null : to - from;
}

function climbIn(samples: readonly Sample[]): number | null {
  const altitudes = samples.flatMap(({ altitudeM }) => altitudeM ?? []);
  return altitudes.length < 2 ? null : Math.round(climbOf(altitudes));
}

/** Metres ridden at each assist level that was told last; those of which none is known belong to none. */
function levelsOf(legs: readonly Leg[], steps: readonly Step[]): number[] | null {
  const told = steps.flatMap(({ sample: { timeMs, assistLevel } }) =>
    assistLevel === null ? [] : [{ atMs: timeMs, level: assistLevel }],
  );
  const metres = new Array<number>(LEVELS).fill(0);
  let at = -1;
  let isTold = false;
  for (const { from, metres: length } of legs) {
    const { timeMs } = from.sample;
    while ((told[at + 1]?.atMs ?? Number.POSITIVE_INFINITY) <= timeMs) at++;
    const known = told[at];
    if (!known || timeMs - known.atMs > LEVEL_HOLDS_MS) continue;
    isTold = true;
    metres[known.level] = (metres[known.level] ?? 0) + length;
  }
  return isTold ? metres.map(Math.round) : null;
}

/** Share of the ride's time in which two samples at most a minute apart tell of it. */
function dataShareOf(startMs: number, endMs: number, { steps }: Track): number {
  if (endMs === startMs) return 1;
  let told = 0;
  for (const [at, { sample }] of steps.entries()) {
    const apartMs = sample.timeMs - (steps[at - 1]?.sample.timeMs ?? sample.timeMs);
    if (apartMs <= GAP_MS) told += apartMs;
  }
  return told / (endMs - startMs);
}
