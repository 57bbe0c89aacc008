import fc from "fast-check";
import { expect, it } from "vitest";
import { inBoth, joined, without } from "./stretches";
import type { Stretch } from "./whose-bikes";

const MOMENTS = Array.from({ length: 30 }, (_, at) => at);
const some = fc.array(
  fc.tuple(fc.nat(29), fc.nat(8)).map(([fromMs, long]) => ({ fromMs, toMs: fromMs + long })),
  { maxLength: 6 },
);
const has = (stretches: readonly Stretch[], moment: number): boolean =>
  stretches.some(({ fromMs, toMs }) => fromMs <= moment && moment < toMs);

it("has exactly the moments that are in any, in some but not in others, and in both", () => {
  fc.assert(
    fc.property(some, some, (a, b) => {
      const made = [joined([...a, ...b]), without(a, b), inBoth(a, b)] as const;
      for (const moment of MOMENTS) {
        const [inA, inB] = [has(a, moment), has(b, moment)];
        expect(made.map((stretches) => has(stretches, moment))).toEqual([
          inA || inB,
          inA && !inB,
          inA && inB,
        ]);
      }
      for (const stretches of made)
        for (const [at, { fromMs, toMs }] of stretches.entries()) {
          expect(fromMs).toBeLessThan(toMs);
          expect(stretches[at + 1]?.fromMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(toMs);
        }
    }),
  );
});

it("cuts out of what has no end", () => {
  const ever = [{ fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY }];
  expect(without(ever, [{ fromMs: 1, toMs: 2 }])).toEqual([
    { fromMs: Number.NEGATIVE_INFINITY, toMs: 1 },
    { fromMs: 2, toMs: Number.POSITIVE_INFINITY },
  ]);
});
