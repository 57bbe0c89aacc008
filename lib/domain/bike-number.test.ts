import fc from "fast-check";
import { expect, it } from "vitest";
import { normalNumber, normalOf } from "./bike-number";

it("is one number however it is written", () => {
  for (const text of ["AR26-1", "ar 26/1", "AR261", "A.R_26\u20131", " AR\u00ad26\u200b1\\"])
    expect(normalNumber(text)).toBe("AR261");
});

it("stays two where letters differ, in every script", () => {
  expect(new Set(["\u00c4-1", "\u00d6-1", "\u0416-1", "\u0428-1"].map(normalNumber)).size).toBe(4);
});

it("is found by whatever is the same number", () => {
  const written = fc.string({ unit: fc.constantFrom(..."aB1-/ ._\\#+\u00e4\u0416\u2013\u200b") });
  fc.assert(
    fc.property(written, (text) => {
      expect(normalNumber(normalNumber(text))).toBe(normalNumber(text));
      expect(normalOf(normalNumber(text))).toBe(normalOf(text));
    }),
  );
});
