import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FOLDED_CHARACTERS } from "@/lib/domain/bike-number";
import { distance } from "./distance";
import { oneSlipFrom } from "./one-slip-from";

const folded = fc.string({ unit: fc.constantFrom(...FOLDED_CHARACTERS), minLength: 5, maxLength: 12 });

describe("the texts at one slip", () => {
  it("are all at distance one", () => {
    fc.assert(
      fc.property(folded, (text) => {
        expect(oneSlipFrom(text).filter((other) => distance(text, other) !== 1)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it("are all that there are", () => {
    fc.assert(
      fc.property(folded, folded, (text, other) => {
        expect(oneSlipFrom(text).includes(other)).toBe(distance(text, other) === 1);
      }),
    );
    for (const other of ["12346", "1234", "2345", "123405", "012345", "123450", "21345", "12354"])
      expect(oneSlipFrom("12345")).toContain(other);
  });

  it("are none of a text so short that a slip makes anything of it", () => {
    expect(oneSlipFrom("1234")).toEqual([]);
  });
});
