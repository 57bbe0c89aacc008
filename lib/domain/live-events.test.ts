import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STATUSES } from "./bike-status";
import { decodeBikes, decodeCluster, encodeBikes, encodeCluster, type LiveBike } from "./live-events";

const AT = Date.UTC(2026, 10, 25, 12);
const aBike: fc.Arbitrary<LiveBike> = fc.record({
  index: fc.nat(4_000_000_000),
  id: fc.oneof(
    fc.constant(""),
    fc.integer({ min: 1, max: 999_999 }).map((n) => `LI-${String(n).padStart(6, "0")}`),
    fc.stringMatching(/^[A-Z0-9][A-Z0-9-]{2,31}$/),
  ),
  lat: fc.integer({ min: -90e6, max: 90e6 }).map((value) => value / 1e6),
  lon: fc.integer({ min: -180e6, max: 180e6 }).map((value) => value / 1e6),
  headingDeg: fc.option(fc.integer({ min: 0, max: 239 }).map((step) => step * 1.5)),
  status: fc.constantFrom(...STATUSES),
  chargePct: fc.option(fc.nat(100)),
  speedKmh: fc.option(fc.nat(120)),
  positionAtMs: fc.integer({ min: 0, max: 65_534 }).map((tenths) => AT - tenths * 100),
});

const byId = (bikes: readonly LiveBike[]) =>
  bikes.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

describe("bikes in columns", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.array(aBike, { maxLength: 40 }), (bikes) => {
        const came = decodeBikes(JSON.parse(JSON.stringify(encodeBikes(bikes, AT))), AT);
        expect(byId(came)).toEqual(byId(bikes));
      }),
    );
  });

  it("take less than 300 KB for ten thousand", () => {
    const bikes = Array.from(
      { length: 10_000 },
      (_, at): LiveBike => ({
        index: at,
        id: `LI-${String((at * 7_919) % 200_000).padStart(6, "0")}`,
        lat: 47 + at / 1e5,
        lon: 9.5 + ((at * 31) % 1_000) / 1e4,
        headingDeg: at % 360,
        status: "moving",
        chargePct: at % 100,
        speedKmh: 20,
        positionAtMs: AT - at,
      }),
    );
    expect(JSON.stringify(encodeBikes(bikes, AT)).length).toBeLessThan(300_000);
  });

  it("say of what is older than it can say just that it is old", () => {
    const [bike] = decodeBikes(encodeBikes([{ ...oldBike, positionAtMs: 0 }], AT), AT);
    expect(bike?.positionAtMs).toBe(Number.NEGATIVE_INFINITY);
  });
});
const oldBike: LiveBike = {
  index: 1,
  id: "LI-1",
  lat: 1,
  lon: 1,
  headingDeg: null,
  status: "silent",
  chargePct: null,
  speedKmh: null,
  positionAtMs: 0,
};

describe("a cluster as numbers", () => {
  it("comes back as it was", () => {
    const cluster = {
      x: 4_311,
      y: 2_875,
      count: 214,
      status: "silent",
      hasFault: true,
      lat: 47.14123,
      lon: -9.52001,
    } as const;
    expect(decodeCluster(encodeCluster(cluster))).toEqual(cluster);
  });
});
