import type { CountedRide } from "../counted-ride";
import { naivePart } from "./naive-part";

/** Kilometres of a hundred per cent, of rides that took ten or more and were seen for four fifths of their time. */
function naiveRange({ start_pct, end_pct, distance_m, data_share }: CountedRide): number | null {
  const taken = start_pct === null || end_pct === null ? 0 : start_pct - end_pct;
  return taken >= 10 && data_share >= 0.8 ? (distance_m / taken) * 0.1 : null;
}

type Row = Record<string, number | number[]>;
/** By definition, then key: written by hand from the definitions' words, and slow. */
export type NaiveFigures = Record<string, Record<string, Row>>;

/** What figures of rides are beneath the mask, computed ride by ride without the registry. */
export function naiveFigures(rides: readonly CountedRide[]): NaiveFigures {
  const figures: NaiveFigures = {
    usage: {},
    "trip-lengths": {},
    "speed-and-assist": {},
    "data-quality": {},
    "energy-and-range": {},
    "battery-health": {},
    where: {},
  };
  const add = (definition: string, key: (string | null)[], row: Record<string, number | number[] | null>) => {
    const table = figures[definition] ?? {};
    const name = JSON.stringify(key);
    const sums = table[name] ?? {};
    table[name] = sums;
    for (const [measure, value] of Object.entries(row)) {
      if (value === null) continue;
      const sum = sums[measure];
      if (Array.isArray(value))
        sums[measure] = value.map((v, at) => (Array.isArray(sum) ? (sum[at] ?? 0) : 0) + v);
      else sums[measure] = Math.round(((typeof sum === "number" ? sum : 0) + value) * 1_000) / 1_000;
    }
  };
  const inBin = (value: number | null, bounds: number[], amount = 1): number[] | null =>
    value === null
      ? null
      : [...bounds, Number.POSITIVE_INFINITY].map((bound, at) =>
          value < bound && value >= (at === 0 ? Number.NEGATIVE_INFINITY : (bounds[at - 1] ?? 0))
            ? amount
            : 0,
        );
  /** With one more, for what nobody knows. */
  const inBinOrUnknown = (value: number | null, bounds: number[], amount = 1): number[] =>
    value === null ? [...bounds.map(() => 0), 0, amount] : [...(inBin(value, bounds, amount) ?? []), 0];
  const thousandths = (value: number | null) => (value === null ? null : Math.round(value * 1_000) / 1_000);
  const band = (value: number | null, names: [number, string][], last: string) =>
    value === null ? "unknown" : (names.find(([bound]) => value < bound)?.[1] ?? last);

  const seen = new Set<string>();
  for (const ride of rides) {
    const model = ride.model_id ?? "unknown";
    const when = [model, ride.hour < 10 ? `0${ride.hour}` : `${ride.hour}`];
    const levels = ride.levels_m ?? [];
    const byLevel = [0, 0, 0, 0, 0, 0, 0];
    for (let level = 0; level < levels.length; level++)
      byLevel[Math.min(level, 5)] = (byLevel[Math.min(level, 5)] ?? 0) + (levels[level] ?? 0);
    let told = 0;
    for (const metres of levels) told += metres;
    if (told < ride.distance_m) byLevel[6] = ride.distance_m - told;
    const part = naivePart(ride);
    add("usage", when, {
      rides: 1,
      distance_m: ride.distance_m,
      moving_s: ride.moving_s,
      way_m: part.metres,
      way_s: part.seconds,
      bikes: seen.has(`${when.join()} ${ride.rider} ${ride.bike}`) ? 0 : 1,
    });
    seen.add(`${when.join()} ${ride.rider} ${ride.bike}`);
    add("trip-lengths", when, {
      rides: 1,
      rides_by_distance: inBinOrUnknown(
        ride.distance_m,
        [1_000, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000, 40_000],
      ),
      rides_by_duration: inBinOrUnknown(ride.moving_s, [300, 600, 900, 1_200, 1_800, 2_700, 3_600, 7_200]),
    });
    add("speed-and-assist", when, {
      rides: 1,
      rides_by_average_speed: inBinOrUnknown(ride.average_kmh, [10, 14, 17, 20, 23, 26, 30]),
      rides_by_top_speed: inBinOrUnknown(ride.top_kmh, [15, 20, 25, 30, 35, 45]),
      metres_by_level: byLevel,
    });
    if (ride.readings > 0)
      add("data-quality", [model, ride.source], {
        readings: ride.readings,
        late_readings: ride.late_readings,
        data_readings: thousandths(ride.readings * ride.data_share),
        readings_by_lateness: inBinOrUnknown(
          ride.settled_s,
          [60, 900, 3_600, 86_400, 604_800],
          ride.readings,
        ),
      });
    if (part.wh !== null) {
      const temperature = band(
        ride.ambient_mean_c,
        [
          [-5, "..-5"],
          [0, "-5..0"],
          [5, "0..5"],
          [10, "5..10"],
          [15, "10..15"],
          [20, "15..20"],
          [25, "20..25"],
          [30, "25..30"],
        ],
        "30..",
      );
      const top = Math.max(0, ...levels);
      const main = levels.indexOf(top);
      const assist = top === 0 ? "unknown" : main === 0 ? "off" : main <= 2 ? "low" : "high";
      const estimate = part.whOfAll === null ? null : (ride.estimated_wh ?? null);
      const taken = estimate === null ? null : (part.whOfAll ?? 0) / estimate;
      add("energy-and-range", [model, temperature, assist], {
        energy_wh: thousandths(part.wh),
        estimated_rides: estimate === null ? null : 1,
        taken_shares: thousandths(taken),
        rides_by_deviation: inBin(taken, [0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3]),
        measured_m: Math.round(part.withEnergy),
        metres_by_range: inBinOrUnknown(
          naiveRange(ride),
          [20, 30, 40, 50, 60, 80, 100, 150],
          Math.round(part.withEnergy),
        ),
      });
    }
    if (ride.cycles !== null || ride.health_pct !== null || ride.battery_mean_c !== null) {
      const age = band(
        ride.cycles,
        [
          [50, "0..50"],
          [100, "50..100"],
          [200, "100..200"],
          [300, "200..300"],
          [500, "300..500"],
        ],
        "500..",
      );
      const drawn =
        ride.start_pct !== null &&
        ride.end_pct !== null &&
        ride.energy_wh !== null &&
        ride.energy_s / ride.moving_s >= 0.8 &&
        ride.start_pct - ride.end_pct >= 10
          ? ride.start_pct - ride.end_pct
          : null;
      const measured = ride.energy_s < ride.moving_s ? ride.energy_s / ride.moving_s : 1;
      add("battery-health", [model, age], {
        drawn_wh: drawn === null ? null : thousandths((ride.energy_wh ?? 0) / measured),
        drawn_pct: thousandths(drawn),
        health_pct: thousandths(ride.health_pct),
        health_rides: ride.health_pct === null ? null : 1,
        cycles: ride.cycles,
        cycles_rides: ride.cycles === null ? null : 1,
        seconds_by_temperature: inBin(ride.battery_mean_c, [0, 10, 20, 30, 40, 50], ride.moving_s),
      });
    }
    const places = new Set(ride.start_cell === null ? ride.cells : [ride.start_cell, ...ride.cells]);
    for (const place of places) {
      const metres = ride.cells.includes(place) ? (ride.cells_m[ride.cells.indexOf(place)] ?? 0) : 0;
      add("where", [place], {
        starts: place === ride.start_cell ? 1 : null,
        metres: metres > 0 ? metres : null,
      });
    }
  }
  return figures;
}
