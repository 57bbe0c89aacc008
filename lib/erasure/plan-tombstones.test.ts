import { describe, expect, it } from "vitest";
import { erasedParts } from "@/lib/domain/erased-parts";
import { whoseRide } from "@/lib/domain/whose-ride";
import { type KnownBike, planTombstones } from "./plan-tombstones";

const NOW_MS = 1_000;
const known = (over: Partial<KnownBike> = {}): KnownBike => ({
  ...{ bikeId: "LI-1", ownership: [{ riderId: "ann", fromMs: 100, toMs: 200 }], attributions: [] },
  ...{ rides: [], swaps: null },
  ...over,
});
const plan = (bike: KnownBike, rider = "ann") => planTombstones(rider, [bike], NOW_MS, 0);
const whole = { bikeId: "LI-1", reportedAs: "LI-1", source: null, spared: [] };
const ofSigned = (rider = "ann") => ({
  ...{ bikeId: `rider:${rider}`, reportedAs: `rider:${rider}`, source: null, spared: [] },
  ...{ fromMs: null, toMs: NOW_MS },
});

describe("the tombstones of a rider", () => {
  it("cover the time that the bike was the rider's, and whatever the rider signed until the asking", () => {
    expect(plan(known())).toEqual([{ ...whole, fromMs: 100, toMs: 200 }, ofSigned()]);
    expect(planTombstones("ben", [], NOW_MS, 0)).toEqual([ofSigned("ben")]);
  });

  it("end with the asking where the bike still is, and have no beginning where it always was", () => {
    const ever = known({ ownership: [{ riderId: "ann", fromMs: null, toMs: null }] });
    expect(plan(ever)).toEqual([{ ...whole, fromMs: null, toMs: NOW_MS }, ofSigned()]);
    const later = known({ ownership: [{ riderId: "ann", fromMs: NOW_MS, toMs: NOW_MS + 1 }] });
    expect(plan(later)).toEqual([ofSigned()]);
  });

  it("follow a module into the bike that it was in, and leave the rider of that bike what is not this one's", () => {
    const swaps = {
      readings_in: [{ reported_as: "LI-2", from: 150, to: null }],
      readings_out: [{ bike_id: "LI-3", from: 150, to: null }],
    };
    expect(plan(known({ swaps }))).toEqual([
      { ...whole, source: "app", fromMs: 100, toMs: 200 },
      { ...whole, source: "iot", fromMs: 100, toMs: 150 },
      { ...whole, reportedAs: "LI-2", source: "iot", fromMs: 150, toMs: 200 },
      ofSigned(),
    ]);
    const doubted = known({ swaps, attributions: [{ riderId: "ben", fromMs: 160, toMs: 160 }] });
    expect(plan({ ...doubted, rides: [{ fromMs: 150, toMs: 170 }] }, "ben")).toEqual([
      { ...whole, source: "app", fromMs: 160, toMs: 161 },
      ofSigned("ben"),
    ]);
  });

  it("keep no ride from counting that another signs for late in an owner's time in which modules were swapped", () => {
    const swaps = {
      readings_in: [{ reported_as: "LI-2", from: 150, to: null }],
      readings_out: [{ bike_id: "LI-3", from: 150, to: null }],
    };
    const stones = plan(known({ swaps })).filter(({ bikeId }) => bikeId === "LI-1");
    const erased = erasedParts(stones.map((stone) => ({ ...stone, riderId: "ann" })));
    const late = [{ riderId: "ben", fromMs: 140, toMs: 160 }];
    const { ownership } = known();
    expect(whoseRide({ fromMs: 140, toMs: 160 }, ownership, late, erased).counted).toBe("ben");
  });

  it("are cut around the rides of others, so that what comes later of those is taken", () => {
    const lent = known({
      attributions: [{ riderId: "ben", fromMs: 125, toMs: 130 }],
      rides: [{ fromMs: 120, toMs: 130 }],
    });
    expect(plan(lent)).toEqual([
      { ...whole, fromMs: 100, toMs: 120 },
      { ...whole, fromMs: 131, toMs: 200 },
      ofSigned(),
    ]);
    expect(plan(lent, "ben")).toEqual([{ ...whole, fromMs: 120, toMs: 131 }, ofSigned("ben")]);
  });
});
