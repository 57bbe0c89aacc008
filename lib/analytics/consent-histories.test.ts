import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { PURPOSES } from "@/lib/domain/consent";
import { consented, STEPS, someHistory } from "./testing/consent-history";
import { figuresOf } from "./testing/figures-of";
import { consentedByHand } from "./testing/naive-consented";
import { naiveFigures } from "./testing/naive-figures";

it("gives at each step of 1,000 histories of consent the figures that the rule's words give, beneath the mask, for every report", () => {
  const tried = { counted: 0, estimated: 0, several: 0, doubted: 0 };
  fc.assert(
    fc.property(someHistory, (told) => {
      for (const step of STEPS) {
        const all = consented(told, step);
        const allByHand = consentedByHand(told, step);
        for (const purpose of PURPOSES) {
          const rides = all.filter((ride) => ride.purpose === purpose);
          const byHand = allByHand.filter(({ ride }) => ride.purpose === purpose);
          expect(rides).toHaveLength(byHand.length);
          if (rides.length === 0) continue;
          const [figures, figuresByHand] = [figuresOf(rides), naiveFigures(byHand.map(({ ride }) => ride))];
          // Of so many that are alike the words for what differs would take most of the time.
          if (!isDeepStrictEqual(figures, figuresByHand)) expect(figures).toEqual(figuresByHand);
          tried.counted += rides.length;
          tried.estimated += rides.filter(({ estimated_wh = null }) => estimated_wh !== null).length;
          tried.several += Number(new Set(byHand.map(({ rider }) => rider)).size > 1);
        }
      }
      const undisturbed = { ...told, erasures: [], erased: [] };
      tried.doubted += consentedByHand(undisturbed, 2).length - consentedByHand(told, 2).length;
    }),
    { numRuns: 1_000 },
  );
  // Histories at random give about twice as much of each; far less would mean that they try nothing.
  expect(tried.counted).toBeGreaterThan(20_000);
  expect(tried.estimated).toBeGreaterThan(1_500);
  expect(tried.several).toBeGreaterThan(2_500);
  expect(tried.doubted).toBeGreaterThan(200);
}, 60_000);
