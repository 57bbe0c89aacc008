import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BikeIds } from "./bike-ids";

describe("BikeIds", () => {
  it("gives each id one index and every index its id, while it grows over and over", () => {
    const ids = new BikeIds();
    const nth = (at: number) => `LI-${(at * 7_919).toString(36).toUpperCase()}`;
    for (let at = 0; at < 100_000; at++) expect(ids.add(nth(at))).toBe(at);
    for (let at = 0; at < 100_000; at++) {
      if (ids.indexOf(nth(at)) !== at || ids.add(nth(at)) !== at || ids.id(at) !== nth(at))
        throw new Error(`${nth(at)} is not at ${at}`);
    }
    expect(ids.count).toBe(100_000);
    expect(ids.indexOf("LI-")).toBe(-1);
  });

  it("finds every id that has a text in it, and no text that two neighbours make together", () => {
    const anId = fc.stringMatching(/^[AB-]{3,6}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(anId, { maxLength: 20 }),
        fc.stringMatching(/^[AB\nĊŁ-]{0,4}$/),
        (all, text) => {
          const ids = new BikeIds();
          for (const id of all) ids.add(id);
          const found: string[] = [];
          for (let at = ids.containing(text, 0); at >= 0; at = ids.containing(text, at + 1))
            found.push(ids.id(at));
          expect(found).toEqual(all.filter((id) => id.includes(text)));
        },
      ),
    );
  });
});
