import { describe, expect, it } from "vitest";
import { KnownCohorts } from "./known-cohorts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.parse("2026-11-20T12:00:00.000Z");
const DAYS = 240;

/** A day's cohort says by its first count how often it was read. */
function asked() {
  const reads = new Map<number, number>();
  let asked = 0;
  const known = new KnownCohorts(async (fromMs, toMs) => {
    asked++;
    expect(toMs - fromMs).toBeLessThanOrEqual(7 * DAY_MS);
    const days = Array.from({ length: (toMs - fromMs) / DAY_MS }, (_, at) => fromMs + at * DAY_MS);
    return days.map((startMs) => {
      const read = (reads.get(startMs) ?? 0) + 1;
      reads.set(startMs, read);
      return { stratum: "module", startMs, counts: [read] };
    });
  });
  const readsOf = (daysAgo: number) =>
    reads.get(Math.floor((NOW_MS - daysAgo * DAY_MS) / DAY_MS) * DAY_MS) ?? 0;
  const total = () => [...reads.values()].reduce((sum, many) => sum + many, 0);
  return { known, readsOf, total, requests: () => asked };
}

describe("how late rides came, as it is remembered", () => {
  it("is of each day once, from the first to the one that runs", async () => {
    const { known, total, requests } = asked();
    const cohorts = await known.from(NOW_MS - DAYS * DAY_MS, NOW_MS);
    expect(requests()).toBe(35);
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
    const inOrder = cohorts.toSorted((a, b) => a.startMs - b.startMs);
    expect(inOrder.map(({ counts }) => counts[0])).toEqual([2, 2, 1, 3]);
  });
});
