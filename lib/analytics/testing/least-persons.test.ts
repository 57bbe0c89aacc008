import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastPersons, type Publication } from "./least-persons";

const publicationOf = (riders: Readonly<Record<string, string>>): Publication =>
  new Map(Object.entries(riders));
const alike = (from: number, to: number, contribution = "a") =>
  Array.from({ length: to - from }, (_, at) => [`r${from + at}`, contribution] as const);

describe("leastPersons", () => {
  it("is the number of riders of a single publication", () => {
    expect(leastPersons([new Map(alike(0, 12))])).toBe(12);
  });

  it("is the riders that two publications differ in", () => {
    expect(leastPersons([new Map(alike(0, 30)), new Map(alike(0, 27))])).toBe(3);
    expect(leastPersons([new Map(alike(0, 30)), new Map([...alike(0, 18), ...alike(18, 30, "b")])])).toBe(12);
  });

  it("finds what only three publications together tell", () => {
    const [a, b, c] = [alike(0, 20), alike(20, 40), alike(40, 43)];
    // Each two of them differ in 20 riders and more; the second and third leave 3 of the first.
    const all = new Map([...a, ...b, ...c]);
    expect(leastPersons([all, new Map(a)])).toBe(20);
    expect(leastPersons([all, new Map(a), new Map(b)])).toBe(3);
  });

  it("counts a person under two names once", () => {
    const before = new Map(alike(0, 20));
    const after = new Map([...alike(7, 20), ...alike(30, 37)]);
    const personOf = (rider: string) => `p${Number(rider.slice(1)) % 30}`;
    expect(leastPersons([before, after])).toBe(14);
    expect(leastPersons([before, after], personOf)).toBe(7);
  });

  it("is as small as the smallest that trying factors finds", () => {
    const publication = fc.dictionary(
      fc.constantFrom("a", "b", "c", "d", "e", "f"),
      fc.constantFrom("1", "2"),
      {
        minKeys: 1,
      },
    );
    fc.assert(
      fc.property(fc.array(publication, { minLength: 1, maxLength: 3 }), (made) => {
        const publications = made.map(publicationOf);
        expect(leastPersons(publications)).toBe(leastByTrying(publications));
      }),
      { numRuns: 300 },
    );
  });
});

/** By all small whole factors: with three publications no other ones let more vanish. */
function leastByTrying(publications: readonly Publication[]): number {
  const factors = [-2, -1, 0, 1, 2];
  const choices = publications.reduce<number[][]>(
    (all) => all.flatMap((chosen) => factors.map((factor) => [...chosen, factor])),
    [[]],
  );
  const pieces = new Set(publications.flatMap((one) => [...one].map((piece) => piece.join(" "))));
  const has = (publication: Publication, piece: string) => {
    const [rider = "", contribution] = piece.split(" ");
    return publication.get(rider) === contribution;
  };
  const sizes = choices.map((chosen) => {
    const left = [...pieces].filter(
      (piece) =>
        publications.reduce((sum, one, at) => sum + (has(one, piece) ? (chosen[at] ?? 0) : 0), 0) !== 0,
    );
    if (left.length === 0) return Number.POSITIVE_INFINITY;
    return new Set(left.map((piece) => piece.split(" ")[0])).size;
  });
  return Math.min(...sizes);
}
