import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aReading } from "@/lib/domain/reading.arbitrary";
import { type StoredReading, toDocument } from "@/lib/domain/stored-reading";
import { fold, type Incoming } from "./fold";

const incoming = (readings: readonly StoredReading[]): Incoming[] =>
  readings.map((reading, row) => ({ row, reading }));

/** What is stored in the end, of each row what it came to, and the lost values, where rows are folded in these parts. */
function foldedIn(stored: StoredReading, parts: readonly (readonly Incoming[])[]) {
  let reading = stored;
  const outcomes: string[] = [];
  const lost: string[] = [];
  for (const part of parts) {
    const folded = fold(reading, part);
    expect(folded.differs).toBe(textOf(folded.reading) !== textOf(reading));
    for (const resolved of folded.resolved) {
      expect(resolved.reading).toBe(folded.reading);
      outcomes.push(`${resolved.row} ${resolved.outcome}`);
    }
    for (const value of folded.lost) lost.push(`${value.row} ${textOf(value.reading)}`);
    reading = folded.reading;
  }
  return { reading: textOf(reading), outcomes, lost };
}
const textOf = (reading: StoredReading): string => JSON.stringify(toDocument(reading));
const oneByOne = (rows: readonly Incoming[]) => rows.map((row) => [row]);
const valuesOf = (lost: readonly string[]) => new Set(lost.map((value) => value.slice(value.indexOf(" "))));

const someReadings = fc.array(aReading(1), { minLength: 1, maxLength: 8 });

describe("rows of one identity that are folded into one write", () => {
  it("come to what they come to when each is written before the next is read, however they are cut", () => {
    fc.assert(
      fc.property(aReading(1), someReadings, fc.nat(8), (stored, readings, cut) => {
        const rows = incoming(readings);
        const single = foldedIn(stored, oneByOne(rows));
        expect(foldedIn(stored, [rows])).toEqual(single);
        expect(foldedIn(stored, [rows.slice(0, cut), rows.slice(cut)])).toEqual(single);
      }),
    );
  });

  it("leave the same reading and lose the same values in any order, and again when they come again", () => {
    const orders = someReadings.chain((readings) =>
      fc.tuple(
        fc.constant(incoming(readings)),
        fc.shuffledSubarray(incoming(readings), { minLength: readings.length }),
      ),
    );
    fc.assert(
      fc.property(aReading(1), orders, (stored, [rows, shuffled]) => {
        const one = foldedIn(stored, [rows]);
        for (const parts of [oneByOne(shuffled), [shuffled], [[...shuffled, ...rows]]]) {
          const other = foldedIn(stored, parts);
          expect(other.reading).toBe(one.reading);
          expect(valuesOf(other.lost)).toEqual(valuesOf(one.lost));
        }
      }),
    );
  });

  it("are duplicates or lose a value where they change nothing", () => {
    fc.assert(
      fc.property(aReading(1), (stored) => {
        const again = fold(stored, incoming([stored, stored]));
        expect(again).toEqual({
          reading: stored,
          differs: false,
          resolved: [0, 1].map((row) => ({ row, outcome: "duplicate", reading: again.reading })),
          lost: [],
        });
      }),
    );
  });
});
