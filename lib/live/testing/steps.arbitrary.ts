import fc from "fast-check";
import type { FleetGrid } from "../fleet-grid";
import { type Happening, someHappenings } from "./happenings.arbitrary";

/** Anything that makes a grid other than it was: what comes in, or time. */
export type Step = Happening | { readonly kind: "time"; readonly ms: number };

const MINUTE_MS = 60_000;
const aTime: fc.Arbitrary<Step> = fc
  .constantFrom(1, 3, 70, 300, 2_000)
  .map((minutes) => ({ kind: "time", ms: minutes * MINUTE_MS }));

/** Steps in groups: what happens between two looks. */
export const someSteps: fc.Arbitrary<Step[][]> = fc.array(
  fc
    .tuple(someHappenings, fc.array(aTime, { maxLength: 2 }))
    .map(([happenings, others]) => [...happenings.slice(0, 6), ...others]),
  { minLength: 1, maxLength: 8 },
);

/** Does a step at a time and returns what time it is then. */
export function take(grid: FleetGrid, step: Step, nowMs: number): number {
  switch (step.kind) {
    case "state":
      grid.applyState(step.document, nowMs, { readings: 2, receivedAtMs: nowMs - 40 });
      return nowMs;
    case "entity":
      grid.applyEntity(step.entity, nowMs);
      return nowMs;
    case "time":
      grid.tick(nowMs + step.ms);
      return nowMs + step.ms;
  }
}
