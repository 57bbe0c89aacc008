import { describe, expect, it } from "vitest";
import { KnownCohorts } from "./known-cohorts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.parse("2026-11-20T12:00:00.000Z");
const DAYS = 240;

/** A day's cohort says by its first count how often it was read. */
function asked() {
  const reads = new Map<number, number>();
  const known = new KnownCohorts(async (startMs, toMs) => {
    expect(toMs - startMs).toBe(DAY_MS);
    reads.set(startMs, (reads.get(startMs) ?? 0) + 1);
    return [{ stratum: "module", startMs, counts: [reads.get(startMs) ?? 0] }];
  });
  const readsOf = (daysAgo: number) =>
    reads.get(Math.floor((NOW_MS - daysAgo * DAY_MS) / DAY_MS) * DAY_MS) ?? 0;
  const total = () => [...reads.values()].reduce((sum, many) => sum + many, 0);
  return { known, readsOf, total };
}

describe("how late rides came, as it is remembered", () => {
  it("is of each day once, from the first to the one that runs", async () => {
    const { known, total } = asked();
    const cohorts = await known.from(NOW_MS - DAYS * DAY_MS, NOW_MS);
    expect(cohorts).toHaveLength(DAYS + 1);
    expect(new Set(cohorts.map(({ startMs }) => startMs)).size).toBe(DAYS + 1);
    expect(total()).toBe(DAYS + 1);
  });

  it("is read again of young days each hour, and of old ones when they have aged by a thirtieth", async () => {
    const { known, readsOf, total } = asked();
    for (let hour = 0; hour < 24; hour++) await known.from(NOW_MS - DAYS * DAY_MS, NOW_MS + hour * HOUR_MS);
    expect(readsOf(0)).toBeGreaterThan(18);
    expect(readsOf(1)).toBeGreaterThan(10);
    expect(readsOf(30)).toBe(1);
    await known.from(NOW_MS - DAYS * DAY_MS, NOW_MS + 26 * HOUR_MS);
    expect(readsOf(30)).toBe(2);
    expect(readsOf(200)).toBe(1);
    // Without what is remembered there would be 25 times as many.
    expect(total()).toBeLessThan(2 * DAYS);
  });

  it("gives what was read last, and forgets days that are asked for no more", async () => {
    const { known, total } = asked();
    await known.from(NOW_MS - 3 * DAY_MS, NOW_MS);
    await known.from(NOW_MS - DAY_MS, NOW_MS);
    const before = total();
    const cohorts = await known.from(NOW_MS - 3 * DAY_MS, NOW_MS);
    expect(total()).toBe(before + 3);
    expect(cohorts.map(({ counts }) => counts[0])).toEqual([2, 2, 1, 3]);
  });
});
