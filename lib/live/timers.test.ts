import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Timers } from "./timers";

describe("Timers", () => {
  it("has everybody looked at when their time has come, and nobody before the earliest time they were given", () => {
    const aStep = fc.record({ bike: fc.nat(20), atMs: fc.oneof(fc.nat(100), fc.constant(Infinity)) });
    fc.assert(
      fc.property(fc.array(fc.array(aStep, { maxLength: 30 }), { maxLength: 8 }), (rounds) => {
        const timers = new Timers();
        const due = new Map<number, number>();
        for (const [round, steps] of rounds.entries()) {
          const nowMs = round * 12;
          for (const { bike, atMs } of steps) {
            timers.set(bike, Math.max(atMs, nowMs + 1));
            due.set(bike, Math.min(due.get(bike) ?? Infinity, Math.max(atMs, nowMs + 1)));
          }
          const taken: number[] = [];
          for (let bike = timers.take(nowMs + 11); bike >= 0; bike = timers.take(nowMs + 11))
            taken.push(bike);
          const expected = [...due].filter(([, atMs]) => atMs <= nowMs + 11).map(([bike]) => bike);
          expect(taken.sort()).toEqual(expected.sort());
          for (const bike of taken) due.delete(bike);
        }
      }),
    );
  });
});
