import type { Block } from "../blocks";
import { daysOf } from "../blocks";
import type { CountedRide } from "../counted-ride";
import type { Table } from "../tables";
import { aConsentedRide } from "./consented-rides";
import { SmallWorld } from "./small-world";

const QUARTER = "2026-Q4";
export const DAYS = daysOf({ grain: "quarter", block: QUARTER }).slice(0, 14);
export const STEPS = 12;
const PLACES = ["4714:1", "4714:2", "4715:1", "4715:2", "4716:1"];

/** The same numbers in every run: whole, from 0 on, below a bound. */
export type Chance = (below: number) => number;
export function chance(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Who rides, whatever the name under a later grant. */
export const personOf = (rider: string): string => rider.split(" again ")[0] ?? rider;

/** No two alike; some tell nothing of energy, battery, speed or place. */
function rideMaker(below: Chance) {
  let made = 0;
  const maybe = <T>(value: T, of = 5): T | null => (below(of) === 0 ? null : value);
  return (rider: string, day: string): CountedRide => {
    const distance = 1_000 + 7 * made++ + 1_000 * below(12);
    const [from, to] = [below(4), below(5)];
    const cells = PLACES.filter((_, at) => at === to || below(4) === 0);
    const energy = maybe(10 + below(300));
    const ride = aConsentedRide({
      ...{ rider, day, hour: 7 + below(below(2) + 1), model_id: `M${below(2)}` },
      ...{ regranted: rider.includes(" again "), source: below(4) === 0 ? "app" : "iot" },
      ...{ distance_m: distance, moving_s: 200 + below(3_000), readings: below(8) * 40 },
      ...{ average_kmh: maybe(8 + below(24)), top_kmh: maybe(14 + below(40)), late_readings: below(20) },
      ...{ settled_s: maybe(below(4) ** 2 * 20_000), data_share: (50 + below(51)) / 100 },
      ...{ levels_m: maybe([100 * below(4), distance - 600]), ambient_mean_c: 12 },
      ...{ energy_wh: energy, energy_s: below(3) === 0 ? 100 : 9_000 },
      ...{
        cycles: below(3) === 0 ? 60 + below(30) : null,
        health_pct: below(2) === 0 ? 80 + below(20) : null,
      },
      ...{ battery_mean_c: maybe(5 + below(30)), start_pct: maybe(95), end_pct: 60 + below(30) },
      ...{ start_cell: maybe(PLACES[from] ?? ""), cells, cells_m: cells.map(() => 100 + below(900)) },
    });
    return { ...ride, estimated_wh: below(3) === 0 ? null : 10 + below(300) };
  };
}

/**
 * A table's figures of two weeks, published in steps between which riders withdraw, come back under other names, or upload more.
 * @returns the world, and the rides that there are before each step.
 */
export function attackedWorld(table: Table, seed: number) {
  const below = chance(seed);
  const world = new SmallWorld(table, QUARTER);
  const aRide = rideMaker(below);
  const anyDay = () => DAYS[below(DAYS.length)] ?? "";
  const names = Array.from({ length: 55 }, (_, at) => `rider ${at}`);
  let rides = names.flatMap((rider) => Array.from({ length: 2 + below(14) }, () => aRide(rider, anyDay())));
  const atStep: (readonly CountedRide[])[] = [];
  for (let step = 0; step < STEPS; step++) {
    const closed = DAYS[Math.min(DAYS.length - 1, step * 2)] ?? "";
    const isClosed = (block: Block) => (daysOf(block).at(-1) ?? "") < closed || step > STEPS - 4;
    world.compute(rides, step, isClosed);
    atStep.push(rides);
    const kind = step % 4 === 3 ? 2 : below(3);
    const many = kind === 2 ? 20 + below(40) : below(16);
    const touched = new Set(Array.from({ length: many }, () => names[below(names.length)] ?? ""));
    // They withdraw; or withdraw and come back under another name; or their phones upload more, most of it of one day.
    if (kind < 2) rides = rides.filter(({ rider }) => !touched.has(personOf(rider)));
    const day = anyDay();
    const more = [...touched].flatMap((name) => {
      const now = rides.find(({ rider }) => personOf(rider) === name)?.rider ?? `${name} again ${step}`;
      const many = kind === 0 ? 0 : kind === 1 ? 2 : 6;
      return Array.from({ length: many }, (_, at) => aRide(now, kind === 2 && at < 4 ? day : anyDay()));
    });
    rides = [...rides, ...more];
  }
  return { world, below, rides, atStep };
}
