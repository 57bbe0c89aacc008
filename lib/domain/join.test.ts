import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinReadings } from "./join";
import { aReading } from "./reading.arbitrary";
import { entriesOf, mergeStates, stateDocument } from "./state";
import type { StateDocument } from "./state-document";
import { fromDocument, type StoredReading, toDocument } from "./stored-reading";

const join = (a: Parameters<typeof joinReadings>[0], b: Parameters<typeof joinReadings>[1]) =>
  joinReadings(a, b).reading;

describe("joinReadings", () => {
  it("does not depend on order, grouping or repetition", () => {
    fc.assert(
      fc.property(aReading(1), aReading(1), aReading(1), (a, b, c) => {
        expect(join(a, b)).toEqual(join(b, a));
        expect(join(join(a, b), c)).toEqual(join(a, join(b, c)));
        expect(join(a, a)).toEqual(a);
        expect(join(join(a, b), b)).toEqual(join(a, b));
      }),
    );
  });

  it("says what differs, and loses what both had and one won", () => {
    fc.assert(
      fc.property(aReading(1), aReading(1), (a, b) => {
        const joined = joinReadings(a, b);
        expect(joined.differsFromA).toBe(
          JSON.stringify(toDocument(joined.reading)) !== JSON.stringify(toDocument(a)),
        );
        expect(joinReadings(b, a).lost).toEqual(joined.lost);
        for (const reading of [a, b]) {
          const kept = [joined.reading, ...joined.lost].flatMap(valuesOf);
          expect(kept).toEqual(expect.arrayContaining(valuesOf(reading)));
        }
      }),
    );
  });

  it("loses the same values of a set of readings in any order, and with them keeps every value", () => {
    fc.assert(
      fc.property(
        fc
          .array(aReading(1), { minLength: 1, maxLength: 6 })
          .chain((set) => fc.tuple(fc.constant(set), fc.shuffledSubarray(set, { minLength: set.length }))),
        ([set, shuffled]) => {
          const one = joinAll(set);
          const other = joinAll([...shuffled, ...set]);
          expect(other).toEqual(one);
          expect(new Set([...valuesOf(one.reading), ...one.lost])).toEqual(new Set(set.flatMap(valuesOf)));
        },
      ),
    );
  });
});

/** Every value of a reading, the position as one. */
function valuesOf(reading: StoredReading): string[] {
  return Object.entries(toDocument(reading))
    .filter(([name]) => name !== "@timestamp" && name !== "error_count")
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`);
}

/** Readings joined one by one, with the values that were lost on the way. */
function joinAll(readings: readonly StoredReading[]) {
  const lost = new Set<string>();
  const reading = readings.reduce((before, next) => {
    const joined = joinReadings(before, next);
    for (const loser of joined.lost) for (const value of valuesOf(loser)) lost.add(value);
    return joined.reading;
  });
  return { reading, lost };
}

describe("stored form", () => {
  it("comes back from a document as it went in", () => {
    fc.assert(
      fc.property(aReading(), (reading) => {
        const through: unknown = JSON.parse(JSON.stringify(toDocument(reading)));
        expect(fromDocument(Object(through))).toEqual(reading);
      }),
    );
  });
});

describe("mergeStates", () => {
  const aState = () =>
    fc
      .tuple(aReading(5), fc.constantFrom("iot" as const, "app" as const))
      .map(([reading, source]) => stateDocument("LI-000001", 0, entriesOf(reading, source), reading.timeMs));
  const merged = (states: readonly StateDocument[]) => states.reduce(mergeStates);

  it("does not depend on order, grouping or repetition", () => {
    fc.assert(
      fc.property(
        fc.array(aState(), { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (states, dice) => {
          const shuffled = states
            .flatMap((state) => [state, state])
            .map((state) => ({ state, at: dice.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ state }) => state);
          expect(merged(shuffled)).toEqual(merged(states));
        },
      ),
    );
  });

  it("is the same whether readings of one instant came joined or one by one with their join", () => {
    fc.assert(
      fc.property(aReading(1), aReading(1), (a, b) => {
        const state = (reading: typeof a) =>
          stateDocument("LI-000001", 0, entriesOf(reading, "iot"), reading.timeMs);
        const joined = state(join(a, b));
        expect(merged([state(a), state(b), joined])).toEqual(joined);
      }),
    );
  });
});
