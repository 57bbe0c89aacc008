import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { BikeEntity } from "@/lib/domain/bike-entity";
import { registrationOf } from "@/lib/domain/registration";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { pause } from "@/lib/retry";
import { contentOf } from "@/lib/rides/content-of";
import { findRides } from "@/lib/rides/find-rides";
import { asStored } from "@/lib/rides/testing/as-stored";
import { type RecordedPart, somePart } from "@/lib/rides/testing/recorded-parts.arbitrary";
import { type VerifiedBike, verifyRides } from "@/lib/rides/verify-rides";
import { makeTestInstallation } from "@/stack/test-installation";
import { type RunningWorker, runWorkerOn } from "../testing/running-worker";
import { apartFromArrival, contentsOf, sendLate } from "./testing/rides-of";

const CASES = 40;
const WAVES = 3;
/** In the middle of a week, years ago. */
const fromMs = Date.parse("2024-03-13T21:00:00Z");
const patience = { timeout: 120_000, interval: 500 };

let worker: RunningWorker;
beforeAll(async () => {
  worker = await runWorkerOn(await makeTestInstallation(inject("environment")));
});
afterAll(() => worker.stop());

/** Packets of a few readings, some of them twice, in any order, over some waves. */
const someSendings = (parts: readonly RecordedPart[]) => {
  const packets = parts.flatMap(({ source, readings }) =>
    Array.from({ length: Math.ceil(readings.length / 60) }, (_, at) => ({
      source,
      readings: readings.slice(at * 60, at * 60 + 60),
    })),
  );
  return fc
    .tuple(
      fc.shuffledSubarray(packets, { minLength: packets.length }),
      fc.subarray(packets),
      fc.array(fc.nat(WAVES - 1), { minLength: 2 * packets.length, maxLength: 2 * packets.length }),
    )
    .map(([once, again, waves]) =>
      [...once, ...again].map((packet, at) => ({ ...packet, wave: waves[at] ?? 0 })),
    );
};
const register = (entities: readonly BikeEntity[]) =>
  worker.publisher.publish(
    worker.names.topics.bikes,
    entities.map((entity) => ({ key: entity.bike_id, value: JSON.stringify(entity) })),
  );
const Case = fc
  .array(somePart(fromMs), { minLength: 1, maxLength: 6 })
  .chain((parts) => fc.record({ parts: fc.constant(parts), sendings: someSendings(parts) }));

it("gives the same rides whatever the order and number of times in which their readings came, and whoever computes them", async () => {
  const seed = Date.now();
  const cases = fc.sample(Case, { numRuns: CASES, seed });
  const bikeOf = (at: number) => `RO-${String(at).padStart(6, "0")}`;
  const entityOf = (at: number) => (at % 2 === 0 ? aBikeEntity(bikeOf(at)) : null);
  for (let wave = 0; wave < WAVES; wave++) {
    const packets = cases.flatMap(({ sendings }, at) =>
      sendings.flatMap((one) => (one.wave === wave ? [{ ...one, bikeId: bikeOf(at) }] : [])),
    );
    await sendLate(worker, packets);
    // Half of the bikes are registered while they are ridden: energy by the charge needs the battery's capacity.
    if (wave === 0) await register(cases.flatMap((_, at) => entityOf(at) ?? []));
    // A second one takes bikes over while they are worked on, and leaves them in the middle.
    const beside = wave === 1 ? await runWorkerOn(worker, { lanes: ["rides"] }) : null;
    // So that some rides are made before the next readings come, and some while they do.
    await pause(4_000);
    await beside?.stop();
  }
  let byCharge = 0;
  for (const [at, { parts }] of cases.entries()) {
    const entity = entityOf(at);
    const registration = entity && registrationOf(entity);
    const expected = findRides(asStored(parts)).map((ride) =>
      apartFromArrival(contentOf(bikeOf(at), ride, registration)),
    );
    byCharge += expected.filter(({ charge_wh }) => charge_wh !== null).length;
    await expect
      .poll(() => contentsOf(worker, bikeOf(at)), { ...patience, message: `seed ${seed}, case ${at}` })
      .toEqual(expected);
  }
  expect(byCharge, `seed ${seed}`).toBeGreaterThan(0);
  const verified: VerifiedBike[] = [];
  for await (const bike of verifyRides(worker.es, worker.names, null, 0, Date.now())) verified.push(bike);
  expect(verified.flatMap(({ differing }) => differing)).toEqual([]);
  expect(verified).toHaveLength(CASES);
});
