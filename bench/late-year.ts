import type { CountedRide } from "@/lib/analytics/counted-ride";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import { gridCellOf } from "@/lib/domain/grid-cell";
import { dayKey, wallClock } from "@/lib/format/zone";
import type { AgreeingRider } from "./agreeing-riders";
import { type FilledPacket, filledPacket } from "./filled-topic";

const READINGS = 20;
const STEP_MS = 15_000;
/** 18 km/h. */
const SPEED_KMH = 18;
const PER_STEP_M = 75;
const RIDE_M = (READINGS - 1) * PER_STEP_M;
const RIDE_MS = (READINGS - 1) * STEP_MS;
const YEAR_MS = 365 * 86_400_000;
const METRES_PER_DEGREE = 111_195.08;
const FROM = { lat: 47, lon: 9.5 };
const FULL_PCT = 80;

/** A year that phones upload late: so many rides of each bike, spread evenly, the last one more than a day ago. */
export interface LateYear {
  readonly bikes: number;
  readonly ridesPerBike: number;
  /** Of the last ride at most, and of the upload, ms since epoch. */
  readonly lastMs: number;
  readonly receivedMs: number;
}

export const readingsIn = ({ bikes, ridesPerBike }: LateYear): number => bikes * ridesPerBike * READINGS;
export const metresIn = ({ bikes, ridesPerBike }: LateYear): number => bikes * ridesPerBike * RIDE_M;

const bikeIdAt = (bike: number): string => `BR-${String(bike).padStart(6, "0")}`;

/** Of ten riders one agrees to nothing, three to two purposes, six to all four: three of four rides count for a purpose. */
const purposesAt = (bike: number): readonly Purpose[] =>
  bike % 10 === 0 ? [] : bike % 10 <= 3 ? ["product-research", "planning-aggregates"] : PURPOSES;

export const ridersOf = ({ bikes }: LateYear): AgreeingRider[] =>
  Array.from({ length: bikes }, (_, bike) => ({ bikeId: bikeIdAt(bike), purposes: purposesAt(bike) }));

const startAt = ({ ridesPerBike, lastMs }: LateYear, ride: number, bike: number): number =>
  Math.round(lastMs - (ridesPerBike - ride) * (YEAR_MS / ridesPerBike) + (bike % 97) * 60_000);

/** A packet a ride, bikes in turn as many phones send them. */
export function* packetsOf(year: LateYear): Generator<FilledPacket> {
  for (let ride = 0; ride < year.ridesPerBike; ride++)
    for (let bike = 0; bike < year.bikes; bike++) {
      const startMs = startAt(year, ride, bike);
      const readings = Array.from({ length: READINGS }, (_, at) => ({
        ...{
          t: startMs + at * STEP_MS,
          lat: FROM.lat + (at * PER_STEP_M) / METRES_PER_DEGREE,
          lon: FROM.lon,
        },
        ...{ speed_kmh: SPEED_KMH, soc_pct: FULL_PCT - at / 10 },
      }));
      yield filledPacket({ v: 1, bike_id: bikeIdAt(bike), source: "app", readings });
    }
}

/** The rides that count for a purpose, by day in a zone, as they were ridden and not as anybody computed them. */
export function expectedByDay(year: LateYear, purpose: Purpose, zone: string): Map<string, CountedRide[]> {
  const days = new Map<string, CountedRide[]>();
  for (let bike = 0; bike < year.bikes; bike++) {
    if (!purposesAt(bike).includes(purpose)) continue;
    for (let ride = 0; ride < year.ridesPerBike; ride++) {
      const expected = expectedRide(bike, purpose, startAt(year, ride, bike), year.receivedMs, zone);
      const own = days.get(expected.day);
      if (own) own.push(expected);
      else days.set(expected.day, [expected]);
    }
  }
  return days;
}

const START_CELL = gridCellOf(FROM);
const END_CELL = gridCellOf({ lat: FROM.lat + RIDE_M / METRES_PER_DEGREE, lon: FROM.lon });

function expectedRide(
  bike: number,
  purpose: Purpose,
  startMs: number,
  receivedMs: number,
  zone: string,
): CountedRide {
  const seconds = RIDE_MS / 1_000;
  const name = bikeIdAt(bike);
  return {
    ...{ purpose, rider: name, bike: name, regranted: false, start: startMs, end: startMs + RIDE_MS },
    ...{ day: dayKey(startMs, zone), hour: wallClock(startMs, zone).hour },
    ...{ start_cell: START_CELL, end_cell: END_CELL, cells: [], cells_m: [] },
    ...{ source: "app", client: "bench", fleet_id: null, oem_id: null, model_id: null },
    ...{ moving_s: seconds, distance_m: RIDE_M, average_kmh: SPEED_KMH, top_kmh: SPEED_KMH, climb_m: null },
    ...{ way_m: RIDE_M, way_s: seconds, way_wh: null, way_energy_m: null, energy_wh: null, energy_s: 0 },
    ...{ rider_wh: null, motor_wh: null, start_pct: FULL_PCT, end_pct: FULL_PCT - (READINGS - 1) / 10 },
    ...{ ambient_mean_c: null, battery_greatest_c: null, battery_mean_c: null, levels_m: null },
    ...{ cycles: null, health_pct: null, data_share: 1, readings: READINGS, late_readings: READINGS },
    ...{ settled_s: Math.floor((receivedMs - startMs) / 1_000), estimated_wh: null },
    ...{ ride_revision: 1, entity_version: 1, position: 1 },
  };
}
