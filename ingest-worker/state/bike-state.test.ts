import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "@/lib/domain/packet";
import { aReading } from "@/lib/domain/reading.arbitrary";
import { entriesOf, mergeStates, stateDocument } from "@/lib/domain/state";
import type { StoredReading } from "@/lib/domain/stored-reading";
import { ReadingRows } from "../decode/reading-rows";
import { BikeState } from "./bike-state";

const BIKE = "LI-000001";
const aMove = fc.tuple(aReading(3), fc.constantFrom<Source>("iot", "app"));
const domainState = (reading: StoredReading, source: Source) =>
  stateDocument(BIKE, 0, entriesOf(reading, source), reading.timeMs);

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

  it("lets the greater generation win whole", () => {
    const state = new BikeState(BIKE);
    applied(state, { timeMs: 5_000, values: [] }, "iot");
    expect(state.merge({ bike_id: BIKE, generation: 1, newest_at: 1_000, fields: {} })).toBe(true);
    expect(state.toDocument()).toEqual({ bike_id: BIKE, generation: 1, newest_at: 1_000, fields: {} });
    expect(state.merge({ bike_id: BIKE, generation: 0, newest_at: 9_000, fields: {} })).toBe(false);
  });
});
