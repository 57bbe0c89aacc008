import type { BikeEntity } from "@/lib/domain/bike-entity";
import { stateDocument } from "@/lib/domain/state";
import { POSITION, type StateDocument, type StateEntry } from "@/lib/domain/state-document";
import { randomOf } from "@/simulator/random";

/** Latitude, longitude, weight. */
// biome-ignore format: one city after another
const CITIES: readonly (readonly [number, number, number])[] = [
  [51.51, -0.13, 9], [48.86, 2.35, 9], [52.52, 13.4, 8], [40.42, -3.7, 6], [41.9, 12.5, 5], [52.37, 4.9, 9],
  [55.68, 12.57, 7], [48.14, 11.58, 5], [53.55, 9.99, 5], [48.21, 16.37, 5], [41.39, 2.17, 6], [45.46, 9.19, 5],
  [50.85, 4.35, 5], [59.33, 18.07, 4], [47.38, 8.54, 3], [50.94, 6.96, 4], [50.11, 8.68, 3], [51.92, 4.48, 4],
  [52.09, 5.12, 4], [53.35, -6.26, 3], [38.72, -9.14, 3], [45.76, 4.84, 3], [43.6, 1.44, 2], [44.84, -0.58, 2],
  [48.58, 7.75, 2], [51.05, 3.72, 2], [51.22, 4.4, 2], [52.23, 21.01, 4], [50.08, 14.44, 3], [47.5, 19.04, 3],
  [60.17, 24.94, 2], [59.91, 10.75, 2], [57.71, 11.97, 2], [55.6, 13, 1], [53.48, -2.24, 2], [52.49, -1.89, 2],
  [55.95, -3.19, 1], [51.45, -2.59, 1], [43.3, 5.37, 2], [43.71, 7.26, 1], [45.07, 7.69, 2], [43.77, 11.25, 1],
  [39.47, -0.38, 2], [37.39, -5.98, 1], [41.15, -8.61, 1], [46.2, 6.14, 1], [47.56, 7.59, 1], [47.14, 9.52, 1],
  [48.78, 9.18, 2], [51.34, 12.37, 2],
];
/** Most ride near the centre, some far out, km. */
const SPREADS_KM = [1.5, 4, 12];
const KM_PER_DEGREE = 111.2;

export interface CityFleet {
  id(bike: number): string;
  entity(bike: number): BikeEntity;
  /** The bike's state at a time, a few metres from where it was before. */
  state(bike: number, atMs: number): StateDocument;
  place(bike: number): { lat: number; lon: number };
  fleetIds: readonly string[];
}

/** Bikes of fleets that have one to four European cities each. Pure in its arguments and the order of calls. */
export function fleetOfCities(bikes: number, fleets: number, seed: number): CityFleet {
  const random = randomOf(seed);
  const weighted = CITIES.flatMap((city) => Array.from({ length: city[2] }, () => city));
  const homes = Array.from({ length: fleets }, () =>
    Array.from({ length: random.whole(1, 4) }, () => random.pick(weighted)),
  );
  const lats = new Float64Array(bikes);
  const lons = new Float64Array(bikes);
  const gaussian = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  for (let bike = 0; bike < bikes; bike++) {
    const [lat, lon] = random.pick(homes[bike % fleets] ?? CITIES);
    const degrees = random.pick(SPREADS_KM) / KM_PER_DEGREE;
    lats[bike] = lat + degrees * gaussian();
    lons[bike] = lon + (degrees * gaussian()) / Math.cos((lat * Math.PI) / 180);
  }
  const id = (bike: number) => `LI-${String(bike).padStart(7, "0")}`;
  const fleetId = (fleet: number) => `fleet-${fleet}`;
  return {
    id,
    fleetIds: Array.from({ length: fleets }, (_, fleet) => fleetId(fleet)),
    place: (bike) => ({ lat: lats[bike] ?? 0, lon: lons[bike] ?? 0 }),
    entity: (bike) => ({
      bike_id: id(bike),
      version: 1,
      oem: { id: "oem", name: "Maker" },
      model: { id: "model", name: "Trekker 625", battery_wh: 625, report_every_s: 900 },
      frame_number: `F-${bike}`,
      registered_at: 0,
      assignments: [
        { fleet_id: fleetId(bike % fleets), fleet_name: `Fleet ${bike % fleets}`, from: null, to: null },
      ],
    }),
    state(bike, atMs) {
      lats[bike] = (lats[bike] ?? 0) + random.between(-2e-4, 2e-4);
      lons[bike] = (lons[bike] ?? 0) + random.between(-3e-4, 3e-4);
      const entry = (v: StateEntry["v"]): StateEntry => ({ t: atMs, s: "iot", v });
      const position = {
        lat: Math.round((lats[bike] ?? 0) * 1e6) / 1e6,
        lon: Math.round((lons[bike] ?? 0) * 1e6) / 1e6,
        altitude_dm: 4_000 + (bike % 900),
        heading_deg: random.whole(0, 359),
      };
      const values: Record<string, StateEntry["v"]> = {
        [POSITION]: position,
        speed_ckmh: random.chance(0.3) ? 0 : random.whole(200, 2_500),
        soc_permille: random.whole(50, 1_000),
        battery_current_ca: random.whole(-100, 900),
        battery_mv: 36_000 + (bike % 4_000),
        battery_temp_dc: 210,
        motor_power_w: random.whole(0, 250),
        rider_power_w: random.whole(0, 250),
        cadence_rpm: random.whole(0, 90),
        assist_level: 3,
        odometer_m: 1_234_567 + bike,
        seq: 987_654,
        locked: false,
        error_codes: random.chance(0.02) ? ["E21"] : [],
        firmware: "4.2.1",
      };
      const entries = Object.entries(values).map(([name, v]) => [name, entry(v)]);
      return stateDocument(id(bike), 0, Object.fromEntries(entries), atMs);
    },
  };
}
