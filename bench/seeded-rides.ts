import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import type { RideDocument } from "@/lib/domain/ride-document";

export const DAYS = 90;
const DAY_MS = 86_400_000;
/** A Monday. */
const FIRST_MS = Date.parse("2026-06-29T00:00:00Z");
/** Rides of a day begin by these weights of its hours. */
const HOURS = [1, 1, 0, 0, 1, 3, 10, 30, 34, 18, 14, 15, 18, 17, 17, 20, 28, 36, 30, 18, 11, 7, 4, 2];
const WEIGHTS = HOURS.reduce((sum, weight) => sum + weight, 0);

export const dayAt = (at: number): string => new Date(FIRST_MS + at * DAY_MS).toISOString().slice(0, 10);

/**
 * For what the rider of a bike agreed to have it counted: every rider to one purpose, as many to each, and every fourth of them to
 * one more. So each ride counts, and there are five documents for four rides.
 */
export function purposesOf(bike: number): readonly Purpose[] {
  const at = bike % PURPOSES.length;
  const isTwice = Math.floor(bike / PURPOSES.length) % 4 === 0;
  return PURPOSES.filter((_, of) => of === at || (isTwice && of === (at + 1) % PURPOSES.length));
}

type Ridden = Omit<ConsentedRide, "purpose" | "rider" | "bike">;

/** A ride of a bike, whoever rode it. */
export interface SeededRide {
  readonly bike: number;
  readonly ridden: Ridden;
}

/** The same rides in every run, from the first day to the last. @param models ids of the bikes' models. */
export function* seededRides(rides: number, bikes: number, models: readonly string[]): Generator<SeededRide> {
  const chance = chances(7);
  for (let at = 0; at < rides; at++) {
    const day = Math.floor((at * DAYS) / rides);
    yield rideOn(day, Math.floor(chance() * bikes), chance, models);
  }
}

/** Rides that came late to a day, each of a bike that has none before. @param first the number of the first such bike. */
export function* lateRides(
  day: number,
  rides: number,
  first: number,
  models: readonly string[],
): Generator<SeededRide> {
  const chance = chances(first);
  for (let at = 0; at < rides; at++) yield rideOn(day, first + at, chance, models);
}

/** Its documents, one for each purpose that it counts for. */
export const countedFor = ({ bike, ridden }: SeededRide, purpose: Purpose): ConsentedRide => ({
  ...{ purpose, rider: `${purpose}-r${bike}`, bike: `${purpose}-b${bike}` },
  ...ridden,
});

/** Of which completeness is foreseen: what of it says when it began, how late it came and from whom. */
export const arrivalOf = (
  { bike, ridden }: SeededRide,
  at: number,
): Pick<RideDocument, "kind" | "bike_id" | "start" | "settled_s" | "client" | "source" | "model_id"> => ({
  ...{ kind: "ride", bike_id: `BR-${bike}`, start: ridden.start + (at % 3_600) * 1_000 },
  ...{ settled_s: SETTLED_S[at % SETTLED_S.length] ?? 0, client: null },
  ...{ source: ridden.source, model_id: ridden.model_id },
});

/** Most within minutes, some the next day, some after weeks. */
const SETTLED_S = [30, 30, 40, 60, 300, 3_000, 40_000, 90_000, 600_000, 1_200_000];

/** Equally spread from 0 to 1, the same at each call: a linear congruential generator (Numerical Recipes, 7.1). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function hourAt(place: number): number {
  let left = place * WEIGHTS;
  for (const [hour, weight] of HOURS.entries()) {
    left -= weight;
    if (left < 0) return hour;
  }
  return 0;
}

function rideOn(day: number, bike: number, chance: () => number, models: readonly string[]): SeededRide {
  const hour = hourAt(chance());
  const start = FIRST_MS + day * DAY_MS + hour * 3_600_000;
  const distance_m = Math.round(500 + 9_000 * chance() + 15_000 * chance() ** 6);
  const moving_s = Math.round(distance_m / (4 + 3 * chance()));
  const row = Math.floor(20 * (chance() + chance()));
  const column = Math.floor(20 * (chance() + chance()));
  const cells = Array.from(
    { length: Math.ceil(distance_m / 2_500) },
    (_, step) => `${4700 + row}:${14_300 + column + step}`,
  );
  const wh = distance_m / 120;
  const ridden: Ridden = {
    ...{ regranted: false, day: dayAt(day), hour, start, end: start + moving_s * 1_000 },
    ...{
      start_cell: cells[0] ?? null,
      end_cell: cells.at(-1) ?? null,
      cells,
      cells_m: cells.map(() => 2_000),
    },
    ...{ source: bike % 3 === 0 ? "app" : "iot", client: null, fleet_id: null, oem_id: null },
    ...{ model_id: models[bike % models.length] ?? null, moving_s, distance_m, climb_m: 30 },
    ...{ average_kmh: (3.6 * distance_m) / moving_s, top_kmh: 25 + 10 * chance(), energy_wh: wh },
    ...{ way_m: distance_m, way_s: moving_s, way_wh: wh, way_energy_m: distance_m, energy_s: moving_s },
    ...{ rider_wh: null, motor_wh: null, start_pct: 90, end_pct: 90 - distance_m / 800 },
    ...{ ambient_mean_c: 12 + 18 * chance(), battery_greatest_c: 35, battery_mean_c: 18 + 20 * chance() },
    ...{
      cycles: bike % 600,
      health_pct: 100 - (bike % 15),
      levels_m: [0, distance_m / 4, 0, distance_m / 2],
    },
    ...{ data_share: 1, readings: Math.round(moving_s / 5), late_readings: 0, settled_s: 30 },
    ...{ ride_revision: 1, entity_version: 1, position: 1 },
  };
  return { bike, ridden };
}
