import fc from "fast-check";
import { ConsentedRide } from "@/lib/domain/consented-ride";
import type { CountedRide } from "../counted-ride";

/** A ride that counts, for tests that care for little of it. */
export const aConsentedRide = (over: Partial<ConsentedRide> = {}): ConsentedRide =>
  ConsentedRide.parse({
    purpose: "product-research",
    rider: "rider",
    bike: `bike of ${over.rider ?? "rider"}`,
    regranted: false,
    day: "2026-11-20",
    hour: 8,
    start: 0,
    end: 0,
    source: "iot",
    model_id: "M1",
    moving_s: 600,
    distance_m: 4_000,
    energy_s: 600,
    data_share: 1,
    readings: 120,
    late_readings: 0,
    ride_revision: 1,
    entity_version: 1,
    position: 1,
    ...over,
  });

const cells = ["4714:1", "4714:2", "4715:1"];
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const decimal = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const partWith = ({
  energyShare,
  ...part
}: {
  readonly way_m: number;
  readonly way_s: number;
  readonly way_wh: number | null;
  readonly energyShare: number;
}) => ({ ...part, way_energy_m: part.way_wh === null ? 0 : Math.floor(part.way_m * energyShare) });

/** Rides of few riders and models on few days, with and without what may be missing. */
export const consentedRides = fc.array(
  fc
    .record({
      rider: fc.constantFrom("a", "b", "c", "d"),
      bike: fc.constantFrom("bike 1", "bike 2"),
      day: fc.constantFrom("2026-11-20", "2026-11-21", "2026-11-25"),
      hour: fc.integer({ min: 6, max: 9 }),
      model_id: maybe(fc.constantFrom("M1", "M2")),
      source: fc.constantFrom("iot" as const, "app" as const),
      moving_s: fc.integer({ min: 1, max: 9_000 }),
      distance_m: fc.integer({ min: 100, max: 60_000 }),
      energy_wh: maybe(decimal(0, 500)),
      energy_s: fc.integer({ min: 0, max: 9_000 }),
      estimated_wh: maybe(decimal(1, 500)),
      ambient_mean_c: maybe(decimal(-20, 40)),
      battery_mean_c: maybe(decimal(-20, 60)),
      average_kmh: maybe(decimal(0, 50)),
      top_kmh: maybe(decimal(0, 60)),
      cycles: maybe(fc.integer({ min: 0, max: 900 })),
      health_pct: maybe(decimal(50, 100)),
      start_pct: maybe(decimal(40, 100)),
      end_pct: maybe(decimal(0, 60)),
      levels_m: maybe(fc.array(fc.integer({ min: 0, max: 9_000 }), { maxLength: 7 })),
      start_cell: maybe(fc.constantFrom(...cells)),
      cells: fc.uniqueArray(fc.constantFrom(...cells)),
      data_share: fc.oneof(fc.constant(1), decimal(0, 1)),
      readings: fc.integer({ min: 0, max: 900 }),
      late_readings: fc.integer({ min: 0, max: 900 }),
      settled_s: maybe(fc.integer({ min: 0, max: 9_000_000 })),
      part: maybe(
        fc.record({
          ...{ way_m: fc.integer({ min: 0, max: 60_000 }), way_s: fc.integer({ min: 0, max: 9_000 }) },
          ...{ way_wh: maybe(decimal(0, 500)), energyShare: fc.constantFrom(0, 0.5, 0.8, 0.9, 1) },
        }),
      ),
    })
    .map(
      ({ estimated_wh, part, ...over }): CountedRide => ({
        ...aConsentedRide({
          ...over,
          ...(part && partWith(part)),
          cells_m: over.cells.map((_, at) => 100 * (at + 1)),
        }),
        estimated_wh,
      }),
    ),
  { maxLength: 30 },
);
