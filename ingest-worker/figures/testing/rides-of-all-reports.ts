import { shiftDay } from "@/lib/analytics/day-range";
import { aConsentedRide } from "@/lib/analytics/testing/consented-rides";
import { PURPOSES } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";

/** A Monday, in 2026-W47 and 2026-Q4. */
export const FIRST_DAY = "2026-11-16";
const RIDERS = 12;
/** The same riders ride all of it; days after the first one, by rider. */
const RIDDEN: readonly { readonly model: string; readonly onDay: (rider: number) => number | null }[] = [
  // Enough for the day; of other days of the week, and of other weeks of the quarter, together only.
  { model: "M1", onDay: () => 0 },
  { model: "M1", onDay: (rider) => 1 + Math.floor(rider / 2) },
  { model: "M1", onDay: (rider) => 7 + 3 * rider },
  // Half of them each: enough for the quarter where both are put together.
  { model: "M2", onDay: (rider) => (rider < RIDERS / 2 ? 7 * rider : null) },
  { model: "M3", onDay: (rider) => (rider < RIDERS / 2 ? null : 3 * rider) },
];

export const idOfRide = ({ purpose, model_id, day, rider, start }: ConsentedRide): string =>
  [purpose, model_id, day, rider, start].join(" ");

/** Rides for each purpose, of which all is measured: every report has some by day, others by week, and others by quarter. */
export const ridesOfAllReports = (): ConsentedRide[] =>
  PURPOSES.flatMap((purpose) =>
    RIDDEN.flatMap(({ model, onDay }) =>
      Array.from({ length: RIDERS }, (_, rider) => onDay(rider)).flatMap((day, rider) =>
        day === null ? [] : measuredRide(model, rider, { purpose, day: shiftDay(FIRST_DAY, day) }),
      ),
    ),
  );

/** Of no two riders all is alike, and all are of the same groups. */
export const measuredRide = (model: string, at: number, over: Partial<ConsentedRide>): ConsentedRide =>
  aConsentedRide({
    ...{ rider: `rider-${at}`, model_id: model, climb_m: at, start: NOON, end: NOON },
    ...{ distance_m: 4_000 + 10 * at, moving_s: 800 + at, energy_s: 800 + at, energy_wh: 40 + at },
    ...{ ambient_mean_c: 12, battery_mean_c: 21 + at / 10, levels_m: [500, 3_000 + at, 500] },
    ...{
      average_kmh: 18,
      top_kmh: 27 + at / 10,
      cycles: 60 + (at % 30),
      health_pct: 91,
      start_pct: 80,
      end_pct: 60,
    },
    ...{ start_cell: `cell of ${model}`, cells: [`cell of ${model}`], cells_m: [3_000 + at] },
    ...{ readings: 120 + at, late_readings: at, settled_s: 30 },
    ...over,
  });
const NOON = Date.parse(`${FIRST_DAY}T12:00:00Z`);
