import { describe, expect, it } from "vitest";
import { type BikesEvent, encodeBikes, encodeCluster, type LiveBike } from "@/lib/domain/live-events";
import { LiveModel } from "./live-model";

const AT = Date.UTC(2026, 10, 25, 12);
const bike = (over: Partial<LiveBike> = {}): LiveBike => ({
  index: 1,
  id: "LI-000001",
  lat: 47.1,
  lon: 9.5,
  headingDeg: 90,
  status: "moving",
  chargePct: 60,
  speedKmh: 20,
  positionAtMs: AT,
  ...over,
});
const event = (bikes: LiveBike[], over: Partial<BikesEvent> = {}): BikesEvent => ({
  type: "bikes",
  view: "a",
  at: AT,
  counts: [0, 0, 0, 0, 0, bikes.length, 0],
  unplaced: 0,
  whole: false,
  bikes: encodeBikes(bikes, over.at ?? AT),
  gone: [],
  ...over,
});

describe("what a map shows", () => {
  it("moves a bike whose id was told before, and draws its way", () => {
    const model = new LiveModel();
    model.apply(event([bike()], { whole: true }), 0);
    const [moved] = model.apply(
      event([bike({ id: "", lat: 47.2, positionAtMs: AT + 1_000 })], { at: AT + 1_000 }),
      0,
    );
    expect(moved).toMatchObject({ id: "LI-000001", lat: 47.2 });
    expect(moved?.trail.map(({ lat }) => lat)).toEqual([47.1, 47.2]);
  });

  it("never takes a bike back, whatever another server knows", () => {
    const model = new LiveModel();
    model.apply(event([bike()], { whole: true }), 0);
    const old = bike({ lat: 46, status: "low", chargePct: 9, positionAtMs: AT - 5_000 });
    expect(model.apply(event([old], { whole: true }), 0)).toEqual([]);
    expect(model.bikes.get(1)).toMatchObject({ lat: 47.1, positionAtMs: AT, status: "low" });
  });

  it("knows its bikes again when a new stream numbers them anew", () => {
    const model = new LiveModel();
    model.apply(event([bike()], { whole: true }), 0);
    const at = AT + 1_000;
    const again = bike({ index: 7, lat: 47.1001, positionAtMs: at });
    expect(model.apply(event([again], { whole: true, at }), 0)).toHaveLength(1);
    expect([...model.bikes.keys()]).toEqual([7]);
    expect(model.bikeNamed("LI-000001")?.trail).toHaveLength(2);
  });

  it("forgets what is gone, and what a whole view holds no more", () => {
    const model = new LiveModel();
    model.apply(
      event([bike(), bike({ index: 2, id: "LI-000002" }), bike({ index: 3, id: "LI-000003" })], {
        whole: true,
      }),
      0,
    );
    model.apply(event([], { gone: [2] }), 0);
    expect([...model.bikes.keys()]).toEqual([1, 3]);
    model.apply(event([bike({ index: 3, id: "LI-000003" })], { whole: true }), 0);
    expect([...model.bikes.keys()]).toEqual([3]);
  });

  it("knows nothing of bikes whose id it was never told", () => {
    const model = new LiveModel();
    model.apply(event([bike({ id: "" })]), 0);
    expect(model.bikes.size).toBe(0);
  });

  it("draws a way of seconds, not of hours", () => {
    const model = new LiveModel();
    model.apply(event([bike()], { whole: true }), 0);
    const later = AT + 3_600_000;
    model.apply(event([bike({ id: "", lat: 47.3, positionAtMs: later })], { at: later }), 0);
    expect(model.bikes.get(1)?.trail).toHaveLength(1);
  });

  it("shows clusters instead of bikes, and drops empty ones", () => {
    const model = new LiveModel();
    model.apply(event([bike()], { whole: true }), 0);
    const cluster = { x: 1, y: 2, count: 5, status: "fault", hasFault: true, lat: 47, lon: 9 } as const;
    const head = { type: "clusters", view: "a", at: AT, counts: [], unplaced: 0, level: 4 } as const;
    const cells = [encodeCluster(cluster), encodeCluster({ ...cluster, x: 9 })];
    model.apply({ ...head, whole: true, cells }, 0);
    expect(model.bikes.size).toBe(0);
    expect(model.clusters.size).toBe(2);
    model.apply({ ...head, whole: false, cells: [encodeCluster({ ...cluster, count: 0 })] }, 0);
    expect([...model.clusters.values()].map(({ x }) => x)).toEqual([9]);
  });
});
