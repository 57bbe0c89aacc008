import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { swapComponent } from "./swap-component";
import { type BikesSuite, hour, openBikesSuite } from "./testing/bikes-suite";

let suite: BikesSuite;
let oemId: string;
let otherId: string;
let oem: UserActor;
let steward: UserActor;
beforeAll(async () => {
  suite = await openBikesSuite(inject("environment"));
  oemId = await suite.organisation("Veloform", "oem");
  otherId = await suite.organisation("Kargon", "oem");
  oem = await suite.somebody("oem", oemId, "oem");
  steward = await suite.somebody("steward", await suite.organisation("Maker", "maker"), "maker");
});
afterAll(() => suite.close());

type Told = Omit<Parameters<typeof swapComponent>[1], "bikeId" | "kind" | "reason"> & { bikeId: string };
const swap = (author: UserActor, { bikeId, ...told }: Told) =>
  swapComponent(
    author,
    {
      kind: "motor",
      reason: "motor failed",
      ...told,
      bikeId: bikeId as Parameters<typeof swapComponent>[1]["bikeId"],
    },
    suite.stores,
  );
const conflict = (words: string) => ({ code: "conflict", message: expect.stringContaining(words) });

describe("a swap of a component", () => {
  it("ends what was and begins what is at one moment, raises the version and is in the audit", async () => {
    const bikeId = await suite.bike("SW-1", oemId, { motor: "M-1" });
    expect(await swap(oem, { bikeId, serial: "M-2", oldSerial: "m 1", at: hour(5) })).toEqual({
      bikeIds: [bikeId],
    });
    expect(await suite.periods(bikeId, "motor")).toEqual(["M-1 [ever, 5)", "M-2 [5, now)"]);
    expect(await suite.entity(bikeId)).toMatchObject({ bike_id: bikeId, version: 2 });
    const audit = await suite.owner.execute(
      sql`select actor, verb, reason, details from audit where subject = 'bike:SW-1'`,
    );
    expect([...audit]).toMatchObject([
      {
        actor: `user:${oem.id}`,
        verb: "swap-component",
        reason: "motor failed",
        details: { kind: "motor", serial: "M-2", old: "M-1" },
      },
    ]);
  });

  it("that is told late splits what was told of that time, and keeps what came after", async () => {
    const bikeId = await suite.bike("SW-2", oemId, { motor: "N-1" });
    await swap(steward, { bikeId, serial: "N-3", at: hour(9) });
    await swap(oem, { bikeId, serial: "N-2", at: hour(4) });
    expect(await suite.periods(bikeId, "motor")).toEqual(["N-1 [ever, 4)", "N-2 [4, 9)", "N-3 [9, now)"]);
  });

  it("moves the old one into another bike of the OEM, and exchanges two", async () => {
    const [a, b] = [
      await suite.bike("SW-3", oemId, { motor: "O-1" }),
      await suite.bike("SW-4", oemId, { motor: "O-2" }),
    ];
    await expect(
      swap(oem, { bikeId: a, serial: "O-3", oldSerial: "O-1", movedTo: b, at: hour(1) }),
    ).rejects.toMatchObject(conflict("SW-4 has Motor O-2 since it was built"));
    await expect(swap(oem, { bikeId: a, serial: "O-2", at: hour(1) })).rejects.toMatchObject(
      conflict("Motor O-2 is in SW-4 since it was built"),
    );
    await swap(oem, { bikeId: a, serial: "O-2", oldSerial: "O-1", movedTo: b, takes: true, at: hour(1) });
    expect(await suite.periods(a, "motor")).toEqual(["O-1 [ever, 1)", "O-2 [1, now)"]);
    expect(await suite.periods(b, "motor")).toEqual(["O-2 [ever, 1)", "O-1 [1, now)"]);
    expect((await suite.entity(b)).version).toBe(2);
  });

  it("is refused where another one is there than was said, or it is there already", async () => {
    const bikeId = await suite.bike("SW-5", oemId, { motor: "P-1" });
    await expect(swap(oem, { bikeId, serial: "P-2", oldSerial: "P-9" })).rejects.toMatchObject(
      conflict("Expected Motor P-9 in SW-5 at that time, found Motor P-1"),
    );
    await expect(swap(oem, { bikeId, serial: "p 1" })).rejects.toMatchObject(conflict("is in SW-5 already"));
    await swap(oem, { bikeId, serial: "P-2", at: hour(1) });
    await expect(swap(oem, { bikeId, serial: "P-3", at: hour(1) })).rejects.toMatchObject(
      conflict("at this very moment"),
    );
    await expect(swap(oem, { bikeId, serial: "P-3", at: "2999-01-01T00:00:00Z" })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await suite.periods(bikeId, "motor")).toEqual(["P-1 [ever, 1)", "P-2 [1, now)"]);
  });

  it("knows nothing of bikes of others, and names no owner of a component that others have", async () => {
    const mine = await suite.bike("SW-6", oemId, { motor: "Q-1" });
    await suite.bike("SW-7", otherId, { motor: "Q-2" });
    const of = async (bikeId: string) =>
      swap(oem, { bikeId, serial: "Q-3" }).catch((fault: AppError) => [
        fault.code,
        fault.message.replace(bikeId, "X"),
      ]);
    expect(await of("SW-7")).toEqual(await of("SW-NONE"));
    const fault = await swap(oem, { bikeId: mine, serial: "Q-2", takes: true }).catch(
      (error: AppError) => error,
    );
    expect(fault).toMatchObject(conflict("Motor Q-2 is in a bike of another organisation, or was"));
    expect(String(fault)).not.toMatch(/Kargon|SW-7/);
    await expect(
      swap(steward, { bikeId: mine, serial: "Q-4", oldSerial: "Q-1", movedTo: "SW-7" as never }),
    ).rejects.toMatchObject(conflict("Expected two bikes of one OEM"));
    expect(await suite.periods("SW-7", "motor")).toEqual(["Q-2 [ever, now)"]);
  });

  it("is not for support, operators, or people of a fleet", async () => {
    const fleetId = await suite.organisation("Ried", "fleet");
    const makerId = steward.organisation.id;
    for (const author of [
      await suite.somebody("support", makerId, "maker"),
      await suite.somebody("operator", makerId, "maker"),
      await suite.somebody("oem", fleetId, "fleet"),
      await suite.somebody("operator", oemId, "oem"),
    ])
      await expect(swap(author, { bikeId: "SW-6", serial: "Q-9" })).rejects.toMatchObject({
        code: "forbidden",
      });
  });
});

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
