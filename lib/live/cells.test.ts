import { expect, it } from "vitest";
import { type BikeEntity, fleetAt } from "@/lib/domain/bike-entity";
import { STATUSES, type Status } from "@/lib/domain/bike-status";
import { POSITION } from "@/lib/domain/state-document";
import { aBikeEntity, inFleet } from "@/lib/domain/testing/a-bike-entity";
import { randomOf } from "@/simulator/random";
import { FleetGrid } from "./fleet-grid";
import { EVERYTHING, ofFleets } from "./testing/scopes";
import { boxesOf, isInside, UNIT_LEVEL, unitX, unitY } from "./tiles";

const NOW = Date.UTC(2026, 10, 20, 12);
const BIKES = 20_000;
const MOVES = 1_000_000;
const FLEETS = 8;
const REGION = { west: 8.5, south: 47, east: 9.6, north: 47.9 };
const STREETS = { west: 9, south: 47.4, east: 9.08, north: 47.45 };
const QUESTIONS = [
  ...[3, 7, 11, 13].map((level) => ({ level, bounds: REGION })),
  ...[13, 15, 18].map((level) => ({ level, bounds: STREETS })),
];

const idOf = (bike: number) => `LI-${String(bike).padStart(6, "0")}`;
const fleetOf = (bike: number) => `f${bike % FLEETS}`;
const entityOf = (bike: number): BikeEntity =>
  aBikeEntity(idOf(bike), { assignments: [inFleet(fleetOf(bike))] });

it("counts in every cell what a count from scratch finds, after a million moves", () => {
  const random = randomOf(11);
  const grid = new FleetGrid();
  const lats = new Float64Array(BIKES);
  const lons = new Float64Array(BIKES);
  const speeds = new Float64Array(BIKES).fill(-1);
  for (let bike = 0; bike < BIKES; bike++) {
    expect(fleetAt(entityOf(bike), NOW)?.fleet_id).toBe(fleetOf(bike));
    grid.applyEntity(entityOf(bike), NOW);
  }
  for (let move = 0; move < MOVES; move++) {
    const bike = random.whole(0, BIKES - 1);
    const jumps = speeds[bike] === -1 || random.chance(0.02);
    const lat = jumps ? random.between(47.05, 47.85) : (lats[bike] ?? 0) + random.between(-0.004, 0.004);
    const lon = jumps ? random.between(8.55, 9.55) : (lons[bike] ?? 0) + random.between(-0.004, 0.004);
    const speed = random.chance(0.3) ? 0 : 2_000;
    lats[bike] = Math.round(lat * 1e6) / 1e6;
    lons[bike] = Math.round(lon * 1e6) / 1e6;
    speeds[bike] = speed;
    const t = NOW - MOVES + move;
    const place = { lat: lats[bike] ?? 0, lon: lons[bike] ?? 0 };
    grid.applyState(
      {
        bike_id: idOf(bike),
        generation: 0,
        newest_at: t,
        fields: { [POSITION]: { t, s: "iot", v: place }, speed_ckmh: { t, s: "iot", v: speed } },
      },
      NOW,
    );
    if (move % 100_000 === 0) grid.takeChanges();
  }
  grid.tick(NOW);
  const statusOf = (bike: number): Status => {
    const view = grid.bike(EVERYTHING, idOf(bike));
    expect([view?.position?.lat, view?.position?.lon]).toEqual([lats[bike], lons[bike]]);
    return view?.status ?? "missing";
  };
  const statuses = Array.from({ length: BIKES }, (_, bike) => statusOf(bike));
  expect(new Set(statuses).size).toBeGreaterThan(1);
  for (const [visible, sees] of [
    [EVERYTHING, () => true],
    [ofFleets("f1", "f6"), (bike: number) => bike % FLEETS === 1 || bike % FLEETS === 6],
  ] as const)
    for (const { level, bounds } of QUESTIONS) {
      const expected = new Map<string, number[]>();
      const boxes = boxesOf(bounds, level);
      for (let bike = 0; bike < BIKES; bike++) {
        const [x, y] = [unitX(lons[bike] ?? 0), unitY(lats[bike] ?? 0)];
        if (!sees(bike) || !isInside(x, y, boxes)) continue;
        const key = `${x >> (UNIT_LEVEL - level)}/${y >> (UNIT_LEVEL - level)}`;
        const counts = expected.get(key) ?? STATUSES.map(() => 0);
        const status = STATUSES.indexOf(statuses[bike] ?? "missing");
        counts[status] = (counts[status] ?? 0) + 1;
        expected.set(key, counts);
      }
      const { clusters, level: given } = grid.clusters(visible, {
        bounds,
        level,
        statuses: STATUSES,
        fleetId: null,
      });
      expect(given).toBe(level);
      expect(new Map(clusters.map(({ x, y, counts }) => [`${x}/${y}`, counts]))).toEqual(expected);
    }
}, 20_000);
