import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { type BikesSuite, hour, openBikesSuite } from "./testing/bikes-suite";
import { swapMotor, type Told } from "./testing/swap-motor";

let suite: BikesSuite;
let oemId: string;
let oem: UserActor;
beforeAll(async () => {
  suite = await openBikesSuite(inject("environment"));
  oemId = await suite.organisation("Veloform", "oem");
  oem = await suite.somebody("oem", oemId, "oem");
});
afterAll(() => suite.close());

const swap = (author: UserActor, told: Told) => swapMotor(suite, author, told);

describe("two swaps at once", () => {
  it.each([
    ["new", {}],
    ["in a bike", { takes: true }],
  ])("of one component that is %s: exactly one wins", async (what, more) => {
    for (let round = 0; round < 8; round += 1) {
      const mark = `${what === "new" ? "N" : "B"}${round}`;
      const [a, b, c] = await Promise.all(
        ["A", "B", "C"].map((name) => suite.bike(`TW-${name}${mark}`, oemId, { motor: `${name}-${mark}` })),
      );
      const serial = what === "new" ? `Z-${mark}` : `C-${mark}`;
      if (!a || !b || !c) throw new Error("no bikes");
      const at = hour(3);
      const answers = await Promise.allSettled(
        [a, b].map((bikeId) => swap(oem, { bikeId, serial, at, ...more })),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      for (const answer of answers)
        if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "conflict" });
      const now = [...(await suite.periods(a, "motor")), ...(await suite.periods(b, "motor"))];
      expect(now.filter((period) => period === `${serial} [3, now)`)).toHaveLength(1);
    }
  });
});

describe("swaps told in any order", () => {
  it("end with the same periods as told in order of their moments, where all are accepted", async () => {
    const choice = fc.record({
      bike: fc.nat(2),
      serial: fc.nat(5),
      takes: fc.constant(true),
      moves: fc.option(fc.nat(2), { freq: 1 }),
    });
    const story = fc.record({
      swaps: fc.uniqueArray(fc.record({ at: fc.integer({ min: 1, max: 40 }), choice }), {
        minLength: 2,
        maxLength: 4,
        selector: ({ at }) => at,
      }),
      order: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
    });
    let runs = 0;
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ swaps, order }) => {
        const shuffled = swaps
          .map((told, index) => ({ told, key: order[index] ?? 0 }))
          .toSorted((x, y) => x.key - y.key);
        const tell = async (told: typeof swaps) => {
          runs += 1;
          const mark = `R${runs}`;
          const ids = await Promise.all(
            [0, 1, 2].map((n) => suite.bike(`${mark}-${n}`, oemId, { motor: `S${n}-${mark}` })),
          );
          for (const {
            at,
            choice: { bike, serial, takes, moves },
          } of told) {
            const moved = moves === null || moves === bike ? null : ids[moves];
            const there = moved
              ? (await suite.periods(ids[bike] ?? "", "motor")).find((text) => coversHour(text, at))
              : null;
            if (moved && !there) return null;
            const done = await swap(oem, {
              bikeId: ids[bike] ?? "",
              serial: `S${serial}-${mark}`,
              takes,
              at: hour(at),
              ...(moved && there ? { movedTo: moved, oldSerial: there.split(" ")[0] } : {}),
            }).then(
              () => true,
              (fault: unknown) => {
                if (fault instanceof AppError && fault.code === "conflict") return false;
                throw fault;
              },
            );
            if (!done) return null;
          }
          const all = await Promise.all(ids.map((id) => suite.periods(id, "motor")));
          return JSON.stringify(all).replaceAll(mark, "R");
        };
        const inOrder = await tell(swaps.toSorted((x, y) => x.at - y.at));
        if (inOrder === null) return;
        const anyOrder = await tell(shuffled.map(({ told }) => told));
        if (anyOrder === null) return;
        compared += 1;
        expect(anyOrder).toBe(inOrder);
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(10);
  });
});

function coversHour(period: string, at: number): boolean {
  const [, from = "", to = ""] = /\[(.+), (.+)\)/.exec(period) ?? [];
  return (from === "ever" || Number(from) <= at) && (to === "now" || at < Number(to));
}
