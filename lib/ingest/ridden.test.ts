import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { MAX_STRETCHES, Ridden, type Stretch } from "./ridden";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 8);
const at = (minutes: number) => START + minutes * MINUTE;

const of = (...minutes: readonly number[]): readonly Stretch[] => {
  const ridden = new Ridden();
  for (const minute of minutes) ridden.add("LI-1", at(minute));
  return ridden.stretches();
};
const stretch = (from: number, to: number, bikeId = "LI-1") => ({ bikeId, fromMs: at(from), toMs: at(to) });

/** Moments are in one stretch when a chain of others at most 5 min apart leads from one to the other. */
const naive = (minutes: readonly number[]): readonly Stretch[] => {
  const found: Stretch[] = [];
  for (const minute of minutes.toSorted((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && at(minute) - last.toMs <= 5 * MINUTE) found[found.length - 1] = { ...last, toMs: at(minute) };
    else found.push(stretch(minute, minute));
  }
  return found;
};

describe("what was ridden", () => {
  it("goes from the first reading to the last, and ends where none comes for more than 5 min", () => {
    expect(of(0, 4, 9, 14.5, 19.5)).toEqual([stretch(0, 9), stretch(14.5, 19.5)]);
  });

  it("is told for each bike by itself", () => {
    const ridden = new Ridden();
    for (const minute of [0, 1, 2, 3]) ridden.add(minute % 2 ? "LI-1" : "LI-2", at(minute));
    expect(ridden.stretches()).toEqual([stretch(1, 3), stretch(0, 2, "LI-2")]);
  });

  it("is the same in any order, however often readings come and however they are cut", () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 60 });
    const sendings = minutes.chain((told) =>
      fc.tuple(
        fc.constant(told),
        fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 }),
        fc.integer({ min: 1, max: 9 }),
      ),
    );
    fc.assert(
      fc.property(sendings, ([told, sent, packets]) => {
        const whole = new Ridden();
        for (let packet = 0; packet < packets; packet++) {
          const part = new Ridden();
          for (const minute of sent.filter((_, index) => index % packets === packet))
            part.add("LI-1", at(minute));
          for (const one of part.stretches()) whole.addStretch(one);
        }
        expect(whole.stretches()).toEqual(naive(told));
      }),
    );
  });

  it("is bounded in memory, and refused where an upload has more stretches than anybody rides", () => {
    const ridden = new Ridden();
    for (let index = 0; index < 100_000; index++) ridden.add(index % 2 ? "LI-1" : "LI-2", START);
    expect(ridden.length).toBeLessThanOrEqual(MAX_STRETCHES + 2);
    expect(ridden.stretches()).toHaveLength(2);
    const apart = () => {
      for (let index = 0; index < 100_000; index++) ridden.add("LI-1", at(6 * index));
    };
    expect(apart).toThrow(AppError);
    expect(apart).toThrow(`at most ${MAX_STRETCHES} stretches`);
  });
});
