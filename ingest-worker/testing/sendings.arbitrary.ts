import fc from "fast-check";
import { SOURCES, type Source } from "@/lib/domain/packet";
import { aReading } from "@/lib/domain/reading.arbitrary";
import type { StoredReading } from "@/lib/domain/stored-reading";

/** One recorded reading: which of three bikes, by whom, and what. */
export interface Recorded {
  readonly bike: number;
  readonly source: Source;
  readonly reading: StoredReading;
}

/** One packet on its way: its readings, when the edge stamps it, and whether it takes the late topic. */
export interface Sending {
  readonly readings: readonly Recorded[];
  readonly latenessMs: number;
  readonly late: boolean;
}

const YEAR_MS = 365 * 86_400_000;
const WEEK_BOUNDARIES = ["2023-07-03", "2024-12-30", "2026-11-09"].map((day) =>
  Date.parse(`${day}T00:00:00.000Z`),
);

/**
 * Few instants, so that collisions and partial readings of one instant are likely: around week boundaries up to three
 * years back, just now, an hour ahead of the clock, and before the service epoch.
 */
function instants(nowMs: number): number[] {
  return [
    ...WEEK_BOUNDARIES.flatMap((boundary) => [boundary - 1, boundary, boundary + 1]),
    nowMs - 2_000,
    nowMs - 1_000,
    nowMs + 3_600_000,
    Date.UTC(2014, 5, 1),
  ];
}

export const someRecorded = (nowMs: number): fc.Arbitrary<Recorded[]> => {
  const times = instants(nowMs);
  const recorded = fc
    .record({
      bike: fc.nat(2),
      source: fc.constantFrom(...SOURCES),
      at: fc.nat(times.length - 1),
      reading: aReading(1),
    })
    .map(({ bike, source, at, reading }) => ({
      bike,
      source,
      reading: { ...reading, timeMs: times[at] ?? 0 },
    }));
  return fc.array(recorded, { minLength: 1, maxLength: 40 });
};

/** The same readings in any order, some repeated, cut into any packets, each up to three years late, by either topic. */
export const someSendings = (recorded: readonly Recorded[]): fc.Arbitrary<Sending[]> => {
  const places = fc.array(fc.nat(recorded.length - 1), { maxLength: recorded.length }).chain((repeated) => {
    const all = [...recorded.keys(), ...repeated];
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  });
  const lateness = fc.oneof(fc.constant(0), fc.nat(3 * YEAR_MS));
  return fc
    .tuple(
      places,
      fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), lateness, fc.boolean()), {
        minLength: 2 * recorded.length,
        maxLength: 2 * recorded.length,
      }),
    )
    .map(([order, cuts]) => {
      const sendings: Sending[] = [];
      let at = 0;
      for (const [size, latenessMs, late] of cuts) {
        const readings = order.slice(at, at + size).flatMap((place) => recorded[place] ?? []);
        at += size;
        for (const one of perBikeAndSource(readings)) sendings.push({ readings: one, latenessMs, late });
      }
      return sendings;
    });
};

function perBikeAndSource(readings: readonly Recorded[]): Recorded[][] {
  const groups = new Map<string, Recorded[]>();
  for (const recorded of readings) {
    const key = `${recorded.bike}/${recorded.source}`;
    groups.set(key, [...(groups.get(key) ?? []), recorded]);
  }
  return [...groups.values()];
}
