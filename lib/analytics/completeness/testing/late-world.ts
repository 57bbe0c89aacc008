import { binOfDelay, type Cohort, DELAY_BINS } from "../delays";

const HOUR_MS = 3_600_000;
const DAY_S = 86_400;

/** One ride: when it began, and how long after that it was whole here. */
export interface LateRide {
  readonly stratum: string;
  readonly startMs: number;
  readonly settledS: number;
}

type Random = () => number;

/** How a client brings its rides. */
const CLIENTS: Readonly<Record<string, (random: Random, startMs: number, dayOff: number) => number>> = {
  // A module that is mostly heard at once, and else out of its tunnel or cellar.
  module: (random) => (random() < 0.93 ? random() * 300 : -Math.log(1 - random()) * 0.8 * DAY_S),
  // A phone that uploads when it next has the wireless network at home: hours, and days of those that are away.
  daily: (random, _, dayOff) =>
    -Math.log(1 - random()) * (random() < 0.8 ? 0.3 : 2.5) * DAY_S * Math.exp(0.25 * dayOff),
  // A phone that is opened when the season ends.
  season: (random) => Math.exp(1.2 + 1.3 * normal(random)) * DAY_S,
};
const SHARES: readonly (readonly [string, number])[] = [
  ["module", 0.5],
  ["daily", 0.38],
  ["season", 0.12],
];

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Rides of so many days from a moment on: more on some days than on others, and days on which networks are slower. */
export function lateRides(random: Random, fromMs: number, days: number, ridesPerDay: number): LateRide[] {
  const rides: LateRide[] = [];
  for (let day = 0; day < days; day++) {
    const dayOff = normal(random);
    const weekday = Math.floor(fromMs / (24 * HOUR_MS) + day) % 7;
    const expected = ridesPerDay * (weekday < 5 ? 1 : 1.4) * Math.exp(0.3 * normal(random));
    for (let ride = 0; ride < expected; ride++) {
      const hour = 6 + 16 * random();
      const startMs = fromMs + (day * 24 + hour) * HOUR_MS;
      const stratum = pick(random());
      rides.push({ stratum, startMs, settledS: CLIENTS[stratum]?.(random, startMs, dayOff) ?? 0 });
    }
  }
  return rides;
}

function pick(at: number): string {
  let sum = 0;
  for (const [name, share] of SHARES) {
    sum += share;
    if (at < sum) return name;
  }
  return "module";
}

/** Rides by the hour and stratum that they are of, so that what was known at many moments can be told fast. */
export function worldOf(rides: readonly LateRide[]): (fromMs: number, nowMs: number) => Cohort[] {
  const cohorts: { stratum: string; startMs: number; rides: LateRide[] }[] = [];
  const found = new Map<string, LateRide[]>();
  for (const ride of rides) {
    const startMs = Math.floor(ride.startMs / HOUR_MS) * HOUR_MS;
    const key = `${ride.stratum} ${startMs}`;
    let own = found.get(key);
    if (!own) {
      own = [];
      found.set(key, own);
      cohorts.push({ stratum: ride.stratum, startMs, rides: own });
    }
    own.push(ride);
  }
  const told = cohorts.map((cohort) => ({
    ...cohort,
    rides: cohort.rides.map(({ startMs, settledS }) => ({
      knownMs: startMs + settledS * 1_000,
      bin: binOfDelay(settledS),
    })),
  }));
  return (fromMs, nowMs) =>
    told
      .filter(({ startMs }) => startMs >= fromMs && startMs <= nowMs)
      .map(({ stratum, startMs, rides: own }) => {
        const counts = new Array<number>(DELAY_BINS).fill(0);
        for (const { knownMs, bin } of own) if (knownMs <= nowMs) counts[bin] = (counts[bin] ?? 0) + 1;
        return { stratum, startMs, counts };
      });
}
