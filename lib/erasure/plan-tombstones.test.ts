import { describe, expect, it } from "vitest";
import { type HeldStretch, planTombstones } from "./plan-tombstones";

const NOW_MS = 1_000;
const owned = (over: Partial<HeldStretch> = {}): HeldStretch => ({
  ...{ bikeId: "LI-1", by: "owner", fromMs: 100, toMs: 200 },
  ...over,
});
const plan = (stretch: HeldStretch, more: Partial<Parameters<typeof planTombstones>[0]> = {}) =>
  planTombstones({ stretches: [stretch], swaps: new Map(), others: new Map(), ...more }, NOW_MS);
const whole = { bikeId: "LI-1", reportedAs: "LI-1", source: null, spared: [] };

describe("the tombstones of a rider", () => {
  it("cover the time that the bike was the rider's", () => {
    expect(plan(owned())).toEqual([{ ...whole, fromMs: 100, toMs: 200 }]);
  });

  it("end with the asking where the bike still is, and have no beginning where it always was", () => {
    const ever = owned({ fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY });
    expect(plan(ever)).toEqual([{ ...whole, fromMs: null, toMs: NOW_MS }]);
    expect(plan(owned({ fromMs: NOW_MS, toMs: NOW_MS + 1 }))).toEqual([]);
  });

  it("follow a module into the bike that it was in, and leave the rider of that bike what is not this one's", () => {
    const swaps = new Map([
      [
        "LI-1",
        {
          readings_in: [{ reported_as: "LI-2", from: 150, to: null }],
          readings_out: [{ bike_id: "LI-3", from: 150, to: null }],
        },
      ],
    ]);
    expect(plan(owned(), { swaps })).toEqual([
      { ...whole, source: "app", fromMs: 100, toMs: 200 },
      { ...whole, source: "iot", fromMs: 100, toMs: 150 },
      { ...whole, reportedAs: "LI-2", source: "iot", fromMs: 150, toMs: 200 },
    ]);
  });

  it("spare what another rider signed for, unless this one signed, too", () => {
    const others = new Map([
      [
        "LI-1",
        [
          { fromMs: 120, toMs: 131 },
          { fromMs: 300, toMs: 301 },
        ],
      ],
    ]);
    expect(plan(owned(), { others })).toMatchObject([{ spared: [[120, 130]] }]);
    expect(plan(owned({ by: "signature" }), { others })).toMatchObject([{ spared: [] }]);
  });
});
