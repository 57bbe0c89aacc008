import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { CountedRide } from "@/lib/analytics/counted-ride";
import { DEFINITIONS } from "@/lib/analytics/definitions";
import { figuresOf } from "@/lib/analytics/testing/figures-of";
import { type NaiveFigures, naiveFigures } from "@/lib/analytics/testing/naive-figures";
import { PURPOSES } from "@/lib/domain/consent";
import type { FigureBlock } from "@/lib/domain/figures";
import { aRangeModel } from "@/lib/range-model/testing/a-range-model";
import { pause } from "@/lib/retry";
import { randomOf } from "@/simulator/random";
import { ZONE } from "./projection/testing/projection-suite";
import { apartFromArrival } from "./rides/testing/rides-of";
import { atRandom, inOrder, type Told } from "./testing/deliveries";
import { expectedCounted, expectedRides } from "./testing/expected-of-world";
import { openPermutedSuite, type PermutedSuite } from "./testing/permuted-suite";
import { recordedWorld } from "./testing/recorded-world";

const ORDERS = 2;
const seed = Number(process.env.SLIPSTREAM_TEST_SEED ?? Date.now() % 1_000_000_000);
const BETWEEN_WAVES_MS = 4_000;
/** Marks of master data wait for a quarter of a minute, those of one bike for each other. */
const patience = { timeout: 150_000, interval: 1_000 };
/** They tell when readings came, and may be others for it. */
const OF_ARRIVAL: readonly string[] = ["late_readings", "readings_by_lateness"];

const world = await recordedWorld();
/** One that is in force from within the rides on, and one from after some. */
const models = [
  aRangeModel({ revision: 1, published_at: Date.parse("2023-07-05T05:40:00Z") }, { level: 2.1, cold: 0.1 }),
  aRangeModel({ revision: 2, published_at: Date.parse("2023-07-05T15:10:00Z") }, { level: 1.9, cold: 0.2 }),
];
const rides = expectedRides(world);
const counted = expectedCounted(world, rides, models, ZONE);

interface Order {
  readonly name: string;
  readonly suite: PermutedSuite;
  readonly waves: readonly (readonly Told[])[];
}
const orders: Order[] = [];
beforeAll(async () => {
  const waves = [
    [inOrder(world)],
    ...Array.from({ length: ORDERS }, (_, at) => atRandom(world, randomOf(seed + at))),
  ];
  for (const [at, told] of waves.entries()) {
    const name = at === 0 ? "in order" : `SLIPSTREAM_TEST_SEED=${seed}, order ${at}`;
    const suite = await openPermutedSuite(inject("environment"), world, models);
    orders.push({ name, suite, waves: told });
  }
});
afterAll(() => Promise.all(orders.map(({ suite }) => suite.close())));

/** Beneath the mask, of each purpose, without what tells of arrival. */
const beneath = (all: readonly CountedRide[], figures: (rides: readonly CountedRide[]) => NaiveFigures) =>
  PURPOSES.map((purpose) => {
    const told = figures(all.filter((ride) => ride.purpose === purpose));
    for (const cells of Object.values(told))
      for (const cell of Object.values(cells)) for (const name of OF_ARRIVAL) delete cell[name];
    return [purpose, told] as const;
  });

/** What of a publication may not depend on the order. */
const publishedOf = (blocks: readonly FigureBlock[]) =>
  blocks.map(({ definition, grain, block, closed, measures, cells, riders, bikes, coverage }) => ({
    ...{ definition, grain, block, closed, riders, bikes, coverage },
    cells: cells
      .map(({ key, values }) => [
        key.join("|"),
        ...values.filter((_, at) => !OF_ARRIVAL.includes(measures[at] ?? "")),
      ])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  }));

describe("the answer depends on what was recorded, never on when or how often it arrived", () => {
  it("is asked of rides and riders that have something to tell", () => {
    const purposesOf = (bikeId: string) => counted.filter(({ bike }) => bike === bikeId).length;
    expect(rides.length).toBeGreaterThan(60);
    expect(
      world.bikes.filter(({ bikeId }) => bikeId.startsWith("DCU-") && purposesOf(bikeId) > 0),
    ).toHaveLength(18);
    expect(new Set(rides.map(({ source, filled }) => `${source} ${filled}`)).size).toBeGreaterThan(2);
    expect(counted.filter(({ rider }) => rider === "borrower").length).toBeGreaterThan(0);
    expect(counted.filter(({ estimated_wh = null }) => estimated_wh !== null).length).toBeGreaterThan(20);
  });

  it("gives the same rides and the same figures beneath the mask for any order, repetition, batching and lateness", async () => {
    await Promise.all(
      orders.map(async ({ suite, waves }) => {
        for (const wave of waves) {
          for (const told of wave) await suite.tell(told);
          if (waves.length > 1) await pause(BETWEEN_WAVES_MS);
        }
      }),
    );
    const figures = beneath(counted, naiveFigures);
    for (const { name: message, suite } of orders) {
      await expect
        .poll(() => suite.rides(), { ...patience, message })
        .toEqual(rides.map((ride) => apartFromArrival(ride)));
      await expect
        .poll(async () => beneath(await suite.counted(), figuresOf), { ...patience, message })
        .toEqual(figures);
      await expect.poll(() => suite.waiting(), { ...patience, message }).toBe(0);
    }
  }, 240_000);

  it("publishes the same where all of it came before the first publication", async () => {
    const [first, ...others] = await Promise.all(
      orders.map(async ({ name, suite }) => ({ name, blocks: publishedOf(await suite.publish()) })),
    );
    for (const { id } of DEFINITIONS)
      expect(
        first?.blocks.filter(({ definition, cells }) => definition === id && cells.length > 0).length,
        `cells of ${id}`,
      ).toBeGreaterThan(0);
    for (const { name, blocks } of others) expect(blocks, name).toEqual(first?.blocks);
  });
});
