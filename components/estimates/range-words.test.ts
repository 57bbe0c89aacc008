import { describe, expect, it } from "vitest";
import { betweenWords, rangeWords, restsOn } from "./range-words";

describe("a range in words", () => {
  it("is as fine as it means something", () => {
    const far = { value: 41.4, low: 33.2, high: 50.1 };
    expect([rangeWords(far), betweenWords(far)]).toEqual(["41\u202fkm", "33 to 50\u202fkm"]);
    const near = { value: 4.26, low: 3.1, high: 5.5 };
    expect([rangeWords(near), betweenWords(near)]).toEqual(["4.3\u202fkm", "3.1 to 5.5\u202fkm"]);
  });

  it("says what it rests on", () => {
    expect(restsOn(1, true)).toBe("1 ride of this bike, and the model of all bikes");
    expect(restsOn(12, false)).toMatch(/^12 rides of this bike alone/);
    expect(restsOn(0, true)).toMatch(/^the model of all bikes alone/);
  });
});
