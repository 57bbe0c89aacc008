import { describe, expect, it } from "vitest";
import type { BikeEntity } from "@/lib/domain/bike-entity";
import { STATUSES } from "@/lib/domain/bike-status";
import { stateDocument } from "@/lib/domain/state";
import { POSITION, type StateEntry } from "@/lib/domain/state-document";
import { aBikeEntity, inFleet } from "@/lib/domain/testing/a-bike-entity";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { FleetGrid } from "./fleet-grid";
import { bound, EVERYTHING, ofFleets } from "./testing/scopes";

const NOW = Date.UTC(2026, 10, 20, 12);
const MINUTE_MS = 60_000;

const state = (bikeId: string, fields: Record<string, StateEntry["v"]>, t = NOW) =>
  stateDocument(
    bikeId,
    0,
    Object.fromEntries(Object.entries(fields).map(([name, v]) => [name, { t, s: "iot", v }])),
    t,
  );
const entity = (version: number, ...assignments: BikeEntity["assignments"]): BikeEntity =>
  aBikeEntity("LI-000001", {
    version,
    model: { id: "m", name: "Model", battery_wh: 500, report_every_s: 600 },
    assignments,
  });

describe("the grid's memory", () => {
  it("loses nothing of any bike while it grows by one bike after the other", () => {
    const grid = new FleetGrid();
    const BIKES = 5_000;
    const given = (at: number) => ({
      [POSITION]: { lat: at / 100, lon: -at / 50, altitude_dm: at, heading_deg: at % 361 },
      speed_ckmh: at,
      soc_permille: at % 1_001,
      battery_current_ca: -at,
      locked: at % 3 === 0,
      error_codes: at % 7 === 0 ? [`E${at}`] : [],
    });
    for (let at = 0; at < BIKES; at++) grid.applyState(state(`LI-${at}`, given(at), NOW + at), NOW + BIKES);
    for (let at = 0; at < BIKES; at++) {
      const fields = given(at);
      expect(grid.bike(EVERYTHING, `LI-${at}`)).toMatchObject({
        index: at,
        newestAtMs: NOW + at,
        position: { lat: at / 100, lon: 0 - at / 50, headingDeg: at % 361, atMs: NOW + at },
        speedKmh: at / 100,
        chargePct: fields.soc_permille / 10,
        currentA: 0 - at / 100,
        locked: fields.locked,
        errorCodes: fields.error_codes,
      });
    }
  });
});

describe("time alone", () => {
  it.each([
    ["rode", 2_000, ["moving", "moving", "silent", "silent", "silent", "silent", "missing"]],
    ["stood", 0, ["parked", "parked", "parked", "parked", "silent", "silent", "missing"]],
  ])("makes a bike that %s silent, in a ride earlier, and missing", (_how, speed, statuses) => {
    const grid = new FleetGrid();
    grid.applyEntity(entity(1, inFleet("a", null, null)), NOW);
    grid.applyState(state("LI-000001", { speed_ckmh: speed }), NOW);
    const at = (minutes: number) => {
      grid.tick(NOW + minutes * MINUTE_MS);
      return grid.bike(EVERYTHING, "LI-000001")?.status;
    };
    const minutes = [0, 4.99, 5, 29.99, 30, 30 + 2 * 1440 - 0.01, 30 + 2 * 1440];
    expect(minutes.map(at)).toEqual(statuses);
  });

  it("looks at none of a fleet that has nothing due", () => {
    const grid = new FleetGrid();
    for (let at = 0; at < 100; at++) grid.applyState(state(`LI-${at}`, { speed_ckmh: 2_000 }), NOW);
    expect(grid.tick(NOW + 4 * MINUTE_MS)).toBe(0);
    expect(grid.tick(NOW + 5 * MINUTE_MS)).toBe(100);
    expect(grid.tick(NOW + 6 * MINUTE_MS)).toBe(0);
  });

  it("takes a bike from a fleet at the moment, without another message; the next one sees it when it reports", () => {
    const grid = new FleetGrid();
    const [end, begin] = [NOW + 10 * MINUTE_MS, NOW + 20 * MINUTE_MS];
    grid.applyState(state("LI-000001", { [POSITION]: { lat: 47, lon: 9 } }), NOW);
    grid.applyEntity(entity(1, inFleet("a", null, end), inFleet("b", begin, null)), NOW);
    const seenBy = (nowMs: number) => {
      grid.tick(nowMs);
      return ["a", "b"].filter((fleet) => grid.bike(ofFleets(fleet), "LI-000001"));
    };
    expect([NOW, end - 1, end, begin - 1, begin].map(seenBy)).toEqual([["a"], ["a"], [], [], []]);
    grid.applyState(state("LI-000001", { [POSITION]: { lat: 47, lon: 9 } }, begin), begin);
    expect(seenBy(begin)).toEqual(["b"]);
    expect(grid.bike(EVERYTHING, "LI-000001")?.fleet?.id).toBe("b");
  });
});

describe("a registration", () => {
  it("that is withdrawn leaves a bike that the maker alone sees, until it is registered again", () => {
    const grid = new FleetGrid();
    const maker = bound([], "LI-*");
    grid.applyState(state("LI-000001", { [POSITION]: { lat: 47, lon: 9 } }), NOW);
    expect(grid.bike(maker, "LI-000001")?.fleet).toBeNull();
    expect(grid.applyEntity(entity(7, inFleet("a", null, null)), NOW)).toBe(true);
    expect(grid.bike(maker, "LI-000001")).toBeNull();
    expect([grid.fleets(EVERYTHING), grid.counts(ofFleets("a")).placed.at(-1)]).toEqual([
      [{ id: "a", name: "a" }],
      1,
    ]);
    const withdrawn = { ...entity(8, inFleet("a", null, null)), withdrawn: true };
    expect(grid.applyEntity(withdrawn, NOW)).toBe(true);
    expect(grid.applyEntity(withdrawn, NOW)).toBe(false);
    expect(grid.applyEntity(entity(7, inFleet("a", null, null)), NOW)).toBe(false);
    expect(grid.bike(maker, "LI-000001")).toBeNull();
    expect(grid.bike(EVERYTHING, "LI-000001")?.fleet).toBeNull();
    expect(grid.fleets(EVERYTHING)).toEqual([]);
    expect(grid.applyEntity(entity(9, inFleet("b", null, null)), NOW)).toBe(true);
    expect(grid.bike(ofFleets("b"), "LI-000001")?.bikeId).toBe("LI-000001");
  });

  it("with a beginning shows its fleet nothing from before it, not even where the bike was", () => {
    const grid = new FleetGrid();
    const begin = NOW - MINUTE_MS;
    const at = (t: number, lat: number) =>
      stateDocument("LI-000001", 0, { [POSITION]: { t, s: "iot", v: { lat, lon: 9 } } }, t);
    grid.applyState(at(begin - 1, 46), NOW);
    grid.applyEntity(entity(1, inFleet("a", null, begin), inFleet("b", begin, null)), NOW);
    const seenBy = (fleet: string) => grid.bike(ofFleets(fleet), "LI-000001")?.position?.lat;
    expect([seenBy("a"), seenBy("b"), grid.counts(ofFleets("b")).known.at(-1)]).toEqual([
      undefined,
      undefined,
      0,
    ]);
    expect(grid.bike(EVERYTHING, "LI-000001")?.position?.lat).toBe(46);
    grid.applyState(state("LI-000001", { soc_permille: 500, error_codes: ["E1"] }, begin - 1), NOW);
    grid.applyState(state("LI-000001", { speed_ckmh: 2_000 }, begin), NOW);
    const seen = grid.bike(ofFleets("b"), "LI-000001");
    expect(seen).toMatchObject({ speedKmh: 20, chargePct: null, errorCodes: [], position: null });
    grid.applyState(at(begin + 1, 47), NOW);
    expect([seenBy("a"), seenBy("b")]).toEqual([undefined, 47]);
  });

  it("that is not read yet shows its bike to nobody but the maker", () => {
    const grid = new FleetGrid();
    grid.ownersKnown = false;
    grid.applyState(state("LI-000001", { [POSITION]: { lat: 47, lon: 9 } }), NOW);
    const bounds = { west: 0, south: 0, east: 20, north: 60 };
    const question = { bounds, statuses: STATUSES, fleetId: null };
    const seenBy = (visible: VisibleFleets) => [
      grid.bike(visible, "LI-000001")?.bikeId,
      grid.find(visible, "LI", 9).bikes.length,
      grid.list(visible, null, STATUSES).bikes.length,
      grid.counts(visible).known.reduce((sum, count) => sum + count, 0),
      grid.bikesIn(visible, { ...question, limit: 9 }).bikes.length,
      grid.clusters(visible, { ...question, level: 3 }).clusters.length,
    ];
    const client = bound(["a"], "LI-*");
    expect(seenBy(EVERYTHING)).toEqual(["LI-000001", 1, 1, 1, 1, 1]);
    expect(seenBy(client)).toEqual([undefined, 0, 0, 0, 0, 0]);
    grid.ownersKnown = true;
    expect(seenBy(client)).toEqual(["LI-000001", 1, 1, 1, 1, 1]);
  });

  it("of a bike that has not reported shows nothing yet, and holds when it does", () => {
    const grid = new FleetGrid();
    grid.applyEntity(entity(1, inFleet("a", null, null)), NOW);
    expect([grid.bike(EVERYTHING, "LI-000001"), grid.counts(EVERYTHING).known]).toEqual([
      null,
      [0, 0, 0, 0, 0, 0, 0],
    ]);
    grid.applyState(state("LI-000001", { soc_permille: 500 }), NOW);
    expect(grid.bike(ofFleets("a"), "LI-000001")?.chargePct).toBe(50);
    expect(grid.bike(ofFleets("b"), "LI-000001")).toBeNull();
  });
});
