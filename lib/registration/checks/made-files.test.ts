import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLUMNS } from "../columns/columns";
import { template } from "../columns/template";
import { candidatesOf, checkFile } from "../testing/check-file";
import { emptyWorld } from "../testing/empty-world";
import { ERROR_KINDS } from "../testing/error-kinds";
import { makeFile } from "../testing/make-file";
import { checkRows, type RowOutcome } from "./check-rows";

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const found = (outcomes: readonly RowOutcome[]) =>
  outcomes.flatMap((outcome) =>
    outcome.kind === "failed"
      ? outcome.findings.map(({ column, reason }) => `${outcome.number} ${column} ${reason}`)
      : outcome.kind === "ready"
        ? outcome.warnings.map(({ column, reason }) => `${outcome.number} ${column} ${reason}`)
        : [],
  );

describe("checkRows", () => {
  it("lets every row pass that is right", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const outcomes = checkFile(makeFile({ seed, rows: 40, errors: 0 }));
        expect(found(outcomes)).toEqual([]);
        expect(outcomes.every(({ kind }) => kind === "ready")).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("finds each kind of error in its row and column, for its reason, and nothing else", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const file = makeFile({ seed, rows: ERROR_KINDS.length * 2 + 20, errors: 2 });
        const expected = file.expected.map(({ row, column, reason }) => `${row} ${column} ${reason}`);
        expect(found(checkFile(file)).sort()).toEqual(expected.sort());
      }),
      { numRuns: 40 },
    );
  });

  it("says the same of each row in whatever order the rows come", () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.nat(), { minLength: 50, maxLength: 50 }), (seed, keys) => {
        const file = makeFile({ seed, rows: 50, errors: 2 });
        const rows = candidatesOf(file);
        const shuffled = rows.map((row, at) => ({ row, key: keys[at] ?? 0 })).sort((a, b) => a.key - b.key);
        const there = checkRows(rows, file.known);
        const back = checkRows(
          shuffled.map(({ row }) => row),
          file.known,
        );
        expect([...back].sort((a, b) => a.number - b.number)).toEqual(there);
      }),
      { numRuns: 15 },
    );
  });

  it("takes the examples that columns are told with", () => {
    const [model] = emptyWorld().models.values();
    const models = model
      ? [{ ...model, code: "TREKKER-625", batteryWh: 625, framePattern: null, serialPatterns: {} }]
      : [];
    const known = emptyWorld({ models: new Map(models.map((each) => [each.code, each])) });
    const rows = [COLUMNS.map(({ example }) => example)];
    const outcomes = checkRows(candidatesOf({ ...template(), rows }), known);
    expect(outcomes).toMatchObject([{ kind: "ready", warnings: [] }]);
  });

  it("has nothing to say of the template as it is", () => {
    expect(checkRows(candidatesOf(template()), emptyWorld())).toEqual([]);
  });

  it("gives an outcome for any texts at all", () => {
    const { header, rows, known } = makeFile({ seed: 1, rows: 3, errors: 0 });
    const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom(...rows.flat()));
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 18 }), { maxLength: 6 }), (drawn) => {
        expect(checkRows(candidatesOf({ header, rows: drawn }), known)).toHaveLength(drawn.length);
      }),
      { numRuns: 100 },
    );
  });

  it("meets other files for other seeds, and the same for the same", () => {
    const textOf = (seed: number) => JSON.stringify(makeFile({ seed, rows: 30, errors: 1 }).rows);
    expect(textOf(1)).toBe(textOf(1));
    expect(new Set([1, 2, 3, 4].map(textOf)).size).toBe(4);
  });
});
