import type { Random } from "../random";
import { type LocalTime, localTime } from "./local-time";

export const HABITS = ["commuter", "leisure", "rental", "courier"] as const;
export type Habit = (typeof HABITS)[number];

interface Rhythm {
  /** On a working day in the best of summer. */
  readonly ridesPerDay: number;
  /** Share of that on Saturdays and Sundays, and in the depth of winter. */
  readonly weekend: number;
  readonly winter: number;
  /** Weights of the hours from midnight on. */
  readonly byHour: readonly number[];
}

const RHYTHMS: Readonly<Record<Habit, Rhythm>> = {
  commuter: {
    ridesPerDay: 2.8,
    weekend: 0.4,
    winter: 0.55,
    byHour: [0, 0, 0, 0, 0, 2, 7, 14, 8, 2, 2, 3, 5, 4, 2, 3, 8, 14, 9, 4, 3, 2, 1, 0.5],
  },
  leisure: {
    ridesPerDay: 1,
    weekend: 2.2,
    winter: 0.25,
    byHour: [0, 0, 0, 0, 0, 0, 1, 2, 4, 7, 9, 8, 5, 8, 10, 10, 8, 6, 5, 4, 2, 1, 0, 0],
  },
  rental: {
    ridesPerDay: 5,
    weekend: 1.4,
    winter: 0.35,
    byHour: [1, 0.5, 0.2, 0, 0, 1, 3, 6, 6, 6, 7, 8, 9, 8, 8, 8, 9, 10, 9, 7, 5, 4, 3, 2],
  },
  courier: {
    ridesPerDay: 9,
    weekend: 0.7,
    winter: 0.85,
    byHour: [0, 0, 0, 0, 0, 0, 2, 5, 9, 10, 10, 12, 12, 9, 8, 8, 9, 11, 11, 8, 4, 1, 0, 0],
  },
};

const HOUR_MS = 3_600_000;
/** So many refusals in a row do not happen; a loop without an end must not either. */
const MAX_LOOKS = 5_000;
const WEEKEND_FROM = 5;

const sumOf = (weights: readonly number[]): number => weights.reduce((sum, weight) => sum + weight, 0);

/** Departures per hour that a bike of this habit makes at a time, while it stands ready. */
export function departuresPerHour(habit: Habit, { hour, weekday, yearShare }: LocalTime): number {
  const { ridesPerDay, weekend, winter, byHour } = RHYTHMS[habit];
  const warmth = 0.5 - 0.5 * Math.cos(2 * Math.PI * (yearShare - 0.04));
  const season = winter + (1 - winter) * warmth;
  const share = (byHour[Math.floor(hour)] ?? 0) / sumOf(byHour);
  return ridesPerDay * share * season * (weekday >= WEEKEND_FROM ? weekend : 1);
}

/** When a bike that stands ready leaves, ms since epoch: by thinning (Lewis and Shedler 1979). */
export function nextDepartureMs(habit: Habit, fromMs: number, random: Random): number {
  const { ridesPerDay, weekend, byHour } = RHYTHMS[habit];
  const most = (ridesPerDay * Math.max(1, weekend) * Math.max(...byHour)) / sumOf(byHour);
  let atMs = fromMs;
  for (let look = 0; look < MAX_LOOKS; look++) {
    atMs += (-Math.log(1 - random.next()) / most) * HOUR_MS;
    if (random.next() * most < departuresPerHour(habit, localTime(atMs))) break;
  }
  return Math.round(atMs);
}
