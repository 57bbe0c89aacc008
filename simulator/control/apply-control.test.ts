import { describe, expect, it } from "vitest";
import { Control } from "@/lib/domain/simulator-control";
import { Fleet } from "../fleet/fleet";
import { FleetClock } from "../fleet/fleet-clock";
import { randomOf } from "../random";
import { readRoads } from "../roads/read-roads";
import { townOf } from "../twin/plan";
import { applyControl } from "./apply-control";

const START = Date.UTC(2026, 10, 25, 6);
const town = townOf(readRoads());

function aFleet() {
  const options = { seed: 1, bikes: 60, prefix: "LI-", town, phoneShare: 0, isLively: true, startMs: START };
  const fleet = new Fleet(options, { everyS: 1, readingsPerPacket: 1, faultFactor: 0 });
  const clock = new FleetClock(START, START, 1);
  const control = (asked: Control) => applyControl(fleet, clock, asked, randomOf(1));
  const advance = (toMs: number) => [...fleet.advanceTo(toMs)].flat();
  return { fleet, clock, control, advance };
}

describe("control of a running fleet", () => {
  it("takes bikes off the network, and brings what they kept in one go, late", () => {
    const { fleet, control, advance } = aFleet();
    advance(START + 120_000);
    control({ offline: { bikes: 20, minutes: 10 } });
    const struck = fleet.twins.filter(({ offlineUntilMs }) => offlineUntilMs === START + 720_000);
    expect(struck).toHaveLength(20);
    const ids = new Set(struck.map(({ plan }) => plan.bikeId));
    expect(advance(START + 700_000).filter(({ bike_id }) => ids.has(bike_id))).toEqual([]);
    const after = advance(START + 1_400_000).filter(({ bike_id }) => ids.has(bike_id));
    const oldest = after.flatMap(({ readings }) => readings.map(({ t }) => Number(t)));
    expect(Math.min(...oldest)).toBeLessThan(START + 130_000);
    expect(Math.max(...after.map(({ readings }) => readings.length))).toBe(100);
  });

  it("brings faults that are told with the next reading and clear again", () => {
    const { fleet, control, advance } = aFleet();
    advance(START + 120_000);
    control({ faults: { bikes: 5, minutes: 2 } });
    expect(fleet.twins.filter(({ fault }) => fault !== null)).toHaveLength(5);
    const told = advance(START + 300_000)
      .flatMap(({ readings }) => readings)
      .filter(({ error_codes }) => Array.isArray(error_codes) && error_codes.length > 0);
    expect(told.length).toBeGreaterThanOrEqual(5);
    expect(fleet.twins.filter(({ fault }) => fault !== null)).toHaveLength(0);
  });

  it("clears every fault at once, which is told too", () => {
    const { fleet, control, advance } = aFleet();
    advance(START + 120_000);
    control({ faults: { bikes: 5, minutes: 60 } });
    advance(START + 180_000);
    control({ clear_faults: true });
    expect(fleet.twins.filter(({ fault }) => fault !== null)).toEqual([]);
    const told = advance(START + 800_000)
      .flatMap(({ readings }) => readings)
      .map(({ error_codes }) => error_codes)
      .filter(Array.isArray);
    expect(told.length).toBeGreaterThan(0);
    expect(told.flat()).toEqual([]);
  });

  it("brings back at once every bike that has no network, and with it what it kept", () => {
    const { fleet, control, advance } = aFleet();
    advance(START + 120_000);
    control({ offline: { bikes: 20, minutes: 60 } });
    const away = new Set(
      fleet.twins.filter(({ offlineUntilMs }) => offlineUntilMs > fleet.atMs).map(({ plan }) => plan.bikeId),
    );
    advance(START + 300_000);
    const kept = fleet.mailboxes
      .filter(({ bikeId }) => away.has(bikeId))
      .flatMap((box) => box.waiting("iot"));
    expect(kept.length).toBeGreaterThan(1_000);
    control({ bring_back: true });
    expect(fleet.twins.filter(({ offlineUntilMs }) => offlineUntilMs > fleet.atMs)).toEqual([]);
    const sent = new Set(advance(START + 310_000).flatMap(({ readings }) => readings));
    const delivered = kept.filter((reading) => sent.has(reading));
    expect(delivered.length).toBeGreaterThan(kept.length / 2);
  });

  it("changes size and speed, and leaves what is not named", () => {
    const { fleet, clock, control } = aFleet();
    control({ bikes: 10 });
    expect([fleet.twins.length, clock.speed]).toEqual([10, 1]);
    control({ speed: 0.5 });
    expect([fleet.twins.length, clock.speed]).toEqual([10, 0.5]);
    control({ speed: null });
    expect(clock.speed).toBe(Number.POSITIVE_INFINITY);
  });

  it("is asked for in one form only", () => {
    expect(Control.parse({ offline: { bikes: 20 } })).toEqual({ offline: { bikes: 20, minutes: 30 } });
    for (const wrong of [
      { bikes: 0 },
      { speed: -1 },
      { offline: 20 },
      { colour: "red" },
      { bring_back: false },
      [],
      null,
    ])
      expect(Control.safeParse(wrong).success).toBe(false);
  });
});
