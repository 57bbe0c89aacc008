import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitPattern } from "./fit-pattern";
import { patternShape } from "./pattern";
import { readPattern } from "./read-pattern";

function patternOf(source: string) {
  const read = readPattern(source);
  if (read.kind === "fault") throw new Error(`${source}: ${read.expected} at ${read.at}`);
  return read.pattern;
}

describe("readPattern", () => {
  it.each([
    ["AR26-\\d{5}", "AR26-99999"],
    ["^[A-Z]{2}\\d{1,3}$", "AA9[99]"],
    ["M7[A-C0-9]?\\.x", "M7[X].X"],
    ["\\d{2}/[WS]\\d", "99/A9"],
  ])("reads %s as %s", (source, shape) => expect(patternShape(patternOf(source))).toBe(shape));

  it.each([
    "",
    "(a|b)",
    "a+",
    "a*",
    ".",
    "a{3,1}",
    "[a",
    "[^a]",
    "a{0}",
    "a??",
    "\\w",
    "[Z-A]",
    "\\d{60}\\d{60}",
    "a{999}",
    "\\d?",
    "a|b",
  ])("refuses %j", (source) => expect(readPattern(source).kind).toBe("fault"));

  it("takes any text, and reads it or says where it ends to be one", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."AZ09d\\[]{},?-^$.()1") }), (source) => {
        const read = readPattern(source);
        expect(read.kind === "pattern" ? read.pattern.length : 0).toBeLessThanOrEqual(64);
      }),
    );
  });
});

describe("fitPattern", () => {
  const part = fc.constantFrom("A", "AR", "\\d", "\\d{3}", "[A-F]{1,2}", "-", "\\d?", "[0-9A-Z]{2}", "X?");
  const source = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => `B${parts.join("")}`);
  const text = fc.string({ unit: fc.constantFrom(..."ABRX0139-OI"), maxLength: 10 });

  it("leaves a text as it is where a regular expression would take it, and makes others into such", () => {
    fc.assert(
      fc.property(
        source,
        fc.oneof(
          text,
          text.map((each) => `B${each}`),
        ),
        (pattern, drawn) => {
          const fitted = fitPattern(patternOf(pattern), drawn);
          const expression = new RegExp(`^${pattern}$`);
          if (expression.test(drawn)) expect(fitted).toBe(drawn);
          else if (fitted !== null) expect(expression.test(fitted)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("is as quick for the worst pattern and text", () => {
    const worst = patternOf(`A${"\\d?".repeat(63)}`);
    const before = performance.now();
    for (let run = 0; run < 20; run += 1) expect(fitPattern(worst, `A${"1".repeat(62)}X`)).toBeNull();
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
