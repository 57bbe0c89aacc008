import { describe, expect, it } from "vitest";
import { randomOf } from "@/lib/registration/testing/random";
import { arrivedShares } from "./arrived-share";
import { DELAY_BINS } from "./delays";
import { lateRides, worldOf } from "./testing/late-world";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FROM_MS = Date.parse("2025-01-01T00:00:00.000Z");
const DAYS = 480;
const TRIES = 500;
const AGES = [0.5, 1, 2, 4, 8, 15, 30];

const dayOf = (day: number) => ({ fromMs: FROM_MS + day * DAY_MS, toMs: FROM_MS + (day + 1) * DAY_MS });

describe("the share of a day's rides that has arrived", () => {
  it("lies in its interval of 80 % on 75 to 85 of 100 days, and is right on average", {
    timeout: 60_000,
  }, () => {
    const random = randomOf(11);
    const rides = lateRides(random, FROM_MS, DAYS, 250);
    const knownAt = worldOf(rides);
    let held = 0;
    let off = 0;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const block = dayOf(200 + Math.floor(random() * 240));
      const nowMs = block.toMs + (AGES[attempt % AGES.length] ?? 1) * DAY_MS;
      const said = arrivedShares(knownAt(block.fromMs - 150 * DAY_MS, nowMs), nowMs)(block);
      if (said === null) throw new Error("expected a share");
      const own = rides.filter(({ startMs }) => startMs >= block.fromMs && startMs < block.toMs);
      const truth =
        own.filter(({ startMs, settledS }) => startMs + settledS * 1_000 <= nowMs).length / own.length;
      if (said.low <= truth && truth <= said.high) held++;
      off += said.share - truth;
    }
    expect(held / TRIES).toBeGreaterThanOrEqual(0.75);
    expect(held / TRIES).toBeLessThanOrEqual(0.85);
    expect(Math.abs(off / TRIES)).toBeLessThan(0.005);
  });

  it("is not told before it is known how late rides come", () => {
    const knownAt = worldOf(lateRides(randomOf(3), FROM_MS, 12, 100));
    const nowMs = FROM_MS + 12 * DAY_MS;
    expect(arrivedShares(knownAt(FROM_MS, nowMs), nowMs)(dayOf(10))).toBeNull();
  });

  it("is all of it where rides come at once", () => {
    const counts = [10, ...new Array<number>(DELAY_BINS - 1).fill(0)];
    const cohorts = Array.from({ length: 24 * 60 }, (_, hour) => ({
      stratum: "module",
      startMs: FROM_MS + hour * HOUR_MS,
      counts,
    }));
    expect(arrivedShares(cohorts, FROM_MS + 60 * DAY_MS)(dayOf(55))).toEqual({ share: 1, low: 1, high: 1 });
  });
});
