import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { energyAndRange } from "@/lib/analytics/definitions/energy-and-range";
import { aConsentedRide } from "@/lib/analytics/testing/consented-rides";
import type { RangeModelDocument } from "@/lib/domain/range-model";
import { RANGE_MODEL_ID, rangeModelIdOf } from "@/lib/domain/range-model";
import { aRangeModel } from "@/lib/range-model/testing/a-range-model";
import { openFiguresSuite } from "./testing/figures-suite";

type Suite = Awaited<ReturnType<typeof openFiguresSuite>>;
const NOON = Date.parse("2026-11-16T12:00:00Z");
const WEEKS_LATER = NOON + 21 * 86_400_000;
const DAY = "block|energy-and-range|day|2026-11-16";
const RIDERS = 12;
const KM = 4;

let suite: Suite;
let lane: ReturnType<Suite["open"]>;
beforeAll(async () => {
  suite = await openFiguresSuite(inject("environment"), WEEKS_LATER);
  lane = suite.open();
});
afterAll(async () => {
  await lane.close();
  await suite.close();
});

/** Before noon the first model is in force, after it the second; both know bikes of M1 as 0.25 above all others. */
const model = (revision: number, atMs: number, level: number) =>
  aRangeModel({ revision, published_at: atMs }, { level, cold: 0 });
const perKm = (level: number) => Math.exp(level + 0.25);
const keep = (id: string, document: RangeModelDocument) =>
  suite.es.index({ index: suite.names.figures, id, document });

const rides = (start: number, wh: number, prefix: string, from = 0) =>
  Object.fromEntries(
    Array.from({ length: RIDERS }, (_, rider) => {
      const ride = aConsentedRide({
        ...{
          purpose: "range-model",
          rider: `rider-${from + rider}`,
          cycles: from + rider,
          day: "2026-11-16",
          start,
          end: start,
        },
        ...{ distance_m: KM * 1_000, moving_s: 800, energy_s: 800, climb_m: 0, energy_wh: wh },
        ...{ ambient_mean_c: 22, levels_m: [0, 4_000] },
      });
      return [`${prefix}-${rider}`, ride];
    }),
  );

async function told() {
  const block = (await suite.blocks()).get(DAY);
  const cell = block?.cells[0];
  return Object.fromEntries(energyAndRange.measures.map(({ name }, at) => [name, cell?.values[at] ?? null]));
}

it("lays beside what rides took what the model said that was the published one when each began, whichever came since", async () => {
  await keep(rangeModelIdOf(1), model(1, NOON - 86_400_000, 2));
  await keep(RANGE_MODEL_ID, model(2, NOON, 2.5));
  const [morning, evening] = [perKm(2) * KM, perKm(2.5) * KM];
  await suite.count({
    ...rides(NOON - 3_600_000, Math.round(morning * 105) / 100, "morning"),
    ...rides(NOON + 3_600_000, Math.round(evening * 75) / 100, "evening"),
    // Before any model: energy alone.
    ...rides(NOON - 86_400_001, 30, "before"),
  });
  await lane.turn();
  const first = await told();
  expect(first.estimated_rides).toBe(2 * RIDERS);
  expect(first.taken_shares).toBeCloseTo(RIDERS * (1.05 + 0.75), 1);
  expect(first.energy_wh).toBeCloseTo(RIDERS * (morning * 1.05 + evening * 0.75 + 30), 0);
  expect(first.rides_by_deviation).toEqual([0, RIDERS, 0, 0, RIDERS, 0, 0, 0]);
  // Another is published since, and the day computed again with more rides.
  await keep(rangeModelIdOf(2), model(2, NOON, 2.5));
  await keep(RANGE_MODEL_ID, model(3, NOON + 7 * 86_400_000, 4));
  await suite.count(rides(NOON + 7_200_000, Math.round(evening * 100) / 100, "late", RIDERS));
  suite.clock.nowMs += 86_400_000;
  await lane.turn();
  const second = await told();
  expect(second.estimated_rides).toBe(3 * RIDERS);
  expect(second.taken_shares).toBeCloseTo(RIDERS * (1.05 + 0.75 + 1), 1);
});
