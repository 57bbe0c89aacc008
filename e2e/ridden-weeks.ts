import { lines, sendLines } from "@/ingest-worker/rides/send-lines";
import { shiftDay } from "@/lib/analytics/day-range";
import { aConsentedRide } from "@/lib/analytics/testing/consented-rides";
import { ZONE } from "@/lib/analytics/testing/figure-blocks";
import { keepRideDays } from "@/lib/consent/projection/keep-ride-days";
import type { Database } from "@/lib/db/client";
import { markFigures } from "@/lib/db/figure-marks";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";
import { dayRange } from "@/lib/format/zone";

const RIDERS = 132;
/** One rider in six rides an hour later, which of most models are too few to be told. */
const HOURS = [8, 17] as const;

/** Every day each of the riders rides twice: to one place and back, further and colder as the days go. */
function ridesOf(
  purpose: Purpose,
  day: string,
  at: number,
  models: readonly string[],
): [string, ConsentedRide][] {
  return Array.from({ length: RIDERS }, (_, rider) =>
    HOURS.map((usual): [string, ConsentedRide] => {
      const hour = rider % 6 === 0 ? usual + 1 : usual;
      const which = rider % 11 < 5 ? 0 : rider % 11 < 9 ? 1 : 2;
      const distance_m = 2_000 + 90 * rider + 60 * at;
      const moving_s = Math.round(distance_m / (3.4 + (rider % 7) / 2));
      const km = 52 + 9 * which - at + (rider % 5);
      const energy_wh = (distance_m / 1_000) * (12.5 - 1.5 * which + at / 8);
      const place = `${4_715 + (rider % 3)}:${14_310 + (rider % 2)}`;
      const start = dayRange(day, ZONE).fromMs + hour * 3_600_000;
      const ride = aConsentedRide({
        ...{
          purpose,
          rider: `${purpose} rider ${rider}`,
          bike: `${purpose} bike ${rider}`,
          day,
          hour,
          start,
        },
        ...{
          end: start + 1_000 * moving_s,
          model_id: models[which] ?? null,
          distance_m,
          moving_s,
          climb_m: rider,
        },
        ...{ way_m: distance_m, way_s: moving_s, way_wh: energy_wh, way_energy_m: distance_m },
        ...{
          energy_wh,
          energy_s: moving_s,
          average_kmh: (3.6 * distance_m) / moving_s,
          top_kmh: 22 + (rider % 12),
        },
        ...{
          start_pct: 92,
          end_pct: Math.round(92 - distance_m / 10 / km),
          cycles: rider < RIDERS / 2 ? 60 + rider : 220 + rider,
        },
        ...{ health_pct: 100 - rider / 9, battery_mean_c: 12 + (rider % 22), ambient_mean_c: 13 - at / 2 },
        levels_m: [distance_m / 10, distance_m / 4, distance_m / 8, rider % 2 === 0 ? 0 : distance_m / 2],
        ...{
          start_cell: place,
          cells: [place],
          cells_m: [distance_m],
          source: rider % 3 === 0 ? "app" : "iot",
        },
        ...{
          readings: Math.round(moving_s / 5),
          late_readings: rider % 5,
          data_share: 0.97,
          settled_s: 20 + 40 * (rider % 9),
        },
      });
      return [[purpose, rider, day, hour].join(" "), ride];
    }),
  ).flat();
}

/**
 * Writes what the projection writes of two weeks for each purpose, and marks the days, so that the lane that runs computes and publishes
 * them. Riders cannot have agreed before they do, so that no upload of now has figures of a week that is over.
 * @param models ids of models as registered.
 */
export async function rideTwoWeeks(
  { es, db, names }: { readonly es: Elasticsearch; readonly db: Database; readonly names: Names },
  monday: string,
  models: readonly string[],
): Promise<void> {
  const days = Array.from({ length: 14 }, (_, at) => shiftDay(monday, at));
  for (const purpose of PURPOSES)
    for (const [at, day] of days.entries()) {
      const rides = ridesOf(purpose, day, at, models);
      await sendLines(
        es,
        names.consentedRides,
        rides.map(([id, ride]) => lines({ index: { _id: id } }, ride)),
      );
    }
  const counts = { rides: 4, counted: 2, noRider: 1, noConsent: 1, withdrawn: 0 };
  const [fromDay, toDay] = [days.at(0) ?? monday, days.at(-1) ?? monday];
  const ridden = PURPOSES.flatMap((purpose) => days.map((day) => ({ purpose, day, ...counts })));
  await keepRideDays(
    db,
    Array.from({ length: RIDERS }, (_, rider) => ({ bikeId: `LI-W${rider}`, fromDay, toDay, days: ridden })),
  );
  await markFigures(
    db,
    PURPOSES.flatMap((purpose) => days.map((day) => ({ purpose, day }))),
    "late-data",
  );
}
