import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "@/lib/domain/packet";
import { aReading } from "@/lib/domain/reading.arbitrary";
import { entriesOf, mergeStates, stateDocument } from "@/lib/domain/state";
import type { StateEntry } from "@/lib/domain/state-document";
import type { StoredReading } from "@/lib/domain/stored-reading";
import { ReadingRows } from "../decode/reading-rows";
import { BikeState } from "./bike-state";

const BIKE = "LI-000001";
const aMove = fc.tuple(aReading(3), fc.constantFrom<Source>("iot", "app"));
const domainState = (reading: StoredReading, source: Source) =>
  stateDocument(BIKE, 0, entriesOf(reading, source), reading.timeMs);

const anEntry = (value: fc.Arbitrary<StateEntry["v"]>): fc.Arbitrary<StateEntry> =>
  fc.record({ t: fc.integer({ min: 1, max: 3 }), s: fc.constantFrom<Source>("iot", "app"), v: value });
/** Entries of fields that this version does not know. */
const foreignEntries: fc.Arbitrary<Record<string, StateEntry>> = fc.record(
  {
    tyre_kpa: anEntry(fc.integer({ min: 0, max: 3 })),
    lights_on: anEntry(fc.boolean()),
    trailer: anEntry(fc.constantFrom("none", "child", "cargo")),
    warnings: anEntry(fc.uniqueArray(fc.constantFrom("W1", "W2"))),
  },
  { requiredKeys: [] },
);

function applied(state: BikeState, reading: StoredReading, source: Source): boolean {
  const rows = new ReadingRows();
  rows.append(reading);
  return state.apply(rows.times[0] ?? 0, source, rows.masks[0] ?? 0, rows.values, 0, rows.texts);
}

describe("BikeState", () => {
  it("is the domain's merge, column by column, and says when it changed", () => {
    fc.assert(
      fc.property(fc.array(aMove, { minLength: 1, maxLength: 12 }), (moves) => {
        const state = new BikeState(BIKE);
        let expected: ReturnType<typeof domainState> | null = null;
        for (const [reading, source] of moves) {
          const next: ReturnType<typeof domainState> = expected
            ? mergeStates(expected, domainState(reading, source))
            : domainState(reading, source);
          const changed = applied(state, reading, source);
          expect(changed).toBe(JSON.stringify(next) !== JSON.stringify(expected));
          expect(state.toDocument()).toEqual(next);
          expected = next;
        }
      }),
    );
  });

  it("merges a stored document as if its readings had come", () => {
    fc.assert(
      fc.property(fc.array(aMove, { minLength: 2, maxLength: 8 }), fc.nat(), (moves, cut) => {
        const all = moves.map(([reading, source]) => domainState(reading, source)).reduce(mergeStates);
        const at = 1 + (cut % (moves.length - 1));
        const stored = moves
          .slice(0, at)
          .map(([reading, source]) => domainState(reading, source))
          .reduce(mergeStates);
        const state = new BikeState(BIKE);
        for (const [reading, source] of moves.slice(at)) applied(state, reading, source);
        state.merge(JSON.parse(JSON.stringify(stored)));
        expect(state.toDocument()).toEqual(all);
      }),
    );
  });

  it("keeps what a newer version has stored, merged by the same rule", () => {
    const aStored = fc
      .tuple(aMove, foreignEntries, fc.integer({ min: 0, max: 1 }))
      .map(([[reading, source], foreign, generation]) =>
        stateDocument(BIKE, generation, { ...entriesOf(reading, source), ...foreign }, reading.timeMs),
      );
    fc.assert(
      fc.property(fc.array(aStored, { minLength: 1, maxLength: 6 }), (documents) => {
        const state = new BikeState(BIKE);
        for (const document of documents) {
          const before = JSON.stringify(state.toDocument());
          const changed = state.merge(JSON.parse(JSON.stringify(document)));
          expect(changed).toBe(JSON.stringify(state.toDocument()) !== before);
        }
        expect(state.toDocument()).toEqual(documents.reduce(mergeStates));
      }),
    );
  });

  it("keeps the registration of the greatest version, in any order and beyond an erasure", () => {
    const aStored = fc
      .record({
        version: fc.integer({ min: 1, max: 3 }),
        oem: fc.constantFrom("a", "b"),
        generation: fc.nat(1),
      })
      .map(({ version, oem, generation }) => ({
        ...stateDocument(BIKE, generation, {}, null),
        registration: { version, withdrawn: false, oem_id: oem, model_id: "m", assignments: [] },
      }));
    const anOrder = fc
      .array(aStored, { minLength: 1, maxLength: 5 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length })),
      );
    const merged = (all: readonly Parameters<BikeState["mergeStored"]>[0][]) => {
      const state = new BikeState(BIKE);
      for (const stored of all) {
        const before = JSON.stringify([state.registration, state.generation]);
        expect(state.mergeStored(stored)).toBe(
          JSON.stringify([state.registration, state.generation]) !== before,
        );
      }
      return state.registration;
    };
    fc.assert(
      fc.property(anOrder, ([all, shuffled]) => {
        const everyOne = [...shuffled, ...all];
        expect(merged(everyOne)).toEqual(merged(all));
        expect(merged(all)?.version).toBe(Math.max(...all.map(({ registration }) => registration.version)));
      }),
    );
  });

  it("lets the greater generation win whole", () => {
    const state = new BikeState(BIKE);
    applied(state, { timeMs: 5_000, values: [] }, "iot");
    expect(state.merge({ bike_id: BIKE, generation: 1, newest_at: 1_000, fields: {} })).toBe(true);
    expect(state.toDocument()).toEqual({ bike_id: BIKE, generation: 1, newest_at: 1_000, fields: {} });
    expect(state.merge({ bike_id: BIKE, generation: 0, newest_at: 9_000, fields: {} })).toBe(false);
  });
});
