import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { recordConsent } from "@/lib/consent/record-consent";
import { byApp, type ConsentSuite, openConsentSuite } from "@/lib/consent/testing/consent-suite";
import { ERASURE_STEPS } from "@/lib/domain/erasure-steps";
import { listErasures } from "./list-erasures";

let cast: ConsentSuite;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
});
afterAll(() => cast.suite.close());

/** Asked for so many minutes ago. */
async function insertErasure(riderId: string, minutes: number): Promise<string> {
  const id = randomUUID();
  await cast.suite.owner.execute(sql`
    insert into erasures (id, rider_id, reason, evidence, asked_by, asked_at, withdrawals)
    values (${id}::uuid, ${riderId}::uuid, 'asked', 'letter', 'user:u', now() - make_interval(mins => ${minutes}), '{}')`);
  return id;
}

it("lists the newest hundred erasures, and whichever has not come to its end where that is asked for", async () => {
  const { owner, stores } = cast.suite;
  const reference = randomUUID();
  await recordConsent(cast.app, byApp({ reference }), stores);
  const riderId = await cast.riderOf(cast.fleet.id, reference);
  const [open, ended, half] = [
    await insertErasure(riderId, 3_000),
    await insertErasure(riderId, 2_000),
    await insertErasure(riderId, 1_000),
  ];
  for (const [id, steps] of [
    [ended, ERASURE_STEPS],
    [half, ERASURE_STEPS.slice(0, 4)],
  ] as const)
    for (const step of steps)
      await owner.execute(
        sql`insert into erasure_steps (erasure_id, step, ended_at) values (${id}::uuid, ${step}, now())`,
      );
  for (let minutes = 1; minutes <= 100; minutes++) await insertErasure(riderId, minutes);

  const newest = await listErasures(cast.officer, { riderId }, stores);
  expect(newest).toHaveLength(100);
  const listed = await listErasures(cast.officer, { riderId, withOpen: true }, stores);
  expect(listed.slice(0, 100)).toEqual(newest);
  expect(listed.slice(100).map(({ id, at }) => [id, at])).toEqual([
    [half, ERASURE_STEPS[4]],
    [open, ERASURE_STEPS[0]],
  ]);
  expect(listed.map(({ id }) => id)).not.toContain(ended);
});
