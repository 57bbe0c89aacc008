import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { reinstateBike } from "@/lib/bikes/reinstate-bike";
import { withdrawBike } from "@/lib/bikes/withdraw-bike";
import { getBatch } from "@/lib/registration/get-batch";
import { listBatches } from "@/lib/registration/list-batches";
import { makeFile } from "@/lib/registration/testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "@/lib/registration/testing/registration-suite";
import { type SeededWorld, seedWorld } from "@/lib/registration/testing/seed-world";
import { withdrawBatch } from "@/lib/registration/withdraw-batch";
import { boardScopeOf } from "./board-scope-of";
import { getFirstPass } from "./get-first-pass";

let suite: RegistrationSuite;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
  suite.run();
});
afterAll(() => suite.close());

const BIKES = 12;

/** A plant whose file of bikes is registered, and what board, list and page say of it. */
async function registered(name: string, seed: number) {
  const file = makeFile({ seed, rows: BIKES, errors: 0 });
  const world = await seedWorld(suite.owner, name, file);
  const { id: batchId } = await suite.send(world, file);
  return { file, world, batchId, said: () => whatIsSaid(world, batchId) };
}

async function whatIsSaid({ author }: SeededWorld, batchId: string) {
  const week = (await getFirstPass(author, boardScopeOf(author), new Date(), suite.stores)).at(-1);
  const { registered: brought, withdrawn } = await getBatch(author, { batchId }, suite.stores);
  const { batches } = await listBatches(author, {}, suite.stores);
  const listed = batches.find(({ id }) => id === batchId);
  expect([listed?.registered, listed?.withdrawn]).toEqual([brought, withdrawn]);
  return { tried: week?.tried, passed: week?.passed, taken: week?.withdrawn, registered: brought, withdrawn };
}

const AT_FIRST = { tried: BIKES, passed: BIKES, taken: 0, registered: BIKES, withdrawn: 0 };

describe("bikes that were registered at once and are withdrawn", () => {
  it("did not pass one by one, and do again where they are reinstated", async () => {
    const { file, world, said } = await registered("First", 81);
    expect(await said()).toEqual(AT_FIRST);
    const bikeId = file.rows[0]?.[0] ?? "";
    await withdrawBike(world.author, { bikeId, reason: "by mistake" }, suite.stores);
    expect(await said()).toEqual({ ...AT_FIRST, passed: BIKES - 1, taken: 1, withdrawn: 1 });
    await reinstateBike(world.author, { bikeId, reason: "right after all" }, suite.stores);
    expect(await said()).toEqual(AT_FIRST);
  });

  it("did not pass as a file, but for those that are reinstated or registered anew", async () => {
    const { file, world, batchId, said } = await registered("Second", 82);
    await withdrawBatch(world.author, { batchId, reason: "wrong plant" }, suite.stores);
    expect(await said()).toEqual({ ...AT_FIRST, passed: 0, taken: BIKES, withdrawn: BIKES });
    const bikeId = file.rows[0]?.[0] ?? "";
    await reinstateBike(world.author, { bikeId, reason: "this one was right" }, suite.stores);
    expect(await said()).toEqual({ ...AT_FIRST, passed: 1, taken: BIKES - 1, withdrawn: BIKES - 1 });
    await suite.send(world, { header: file.header, rows: file.rows.slice(1) });
    expect(await said()).toMatchObject({ tried: BIKES, passed: BIKES, taken: 0 });
  });

  it("are told from bikes that were only checked, and from those that are another bike by now", async () => {
    const file = makeFile({ seed: 83, rows: BIKES, errors: 0 });
    const world = await seedWorld(suite.owner, "Third", file);
    const { id } = await suite.send(world, file, "dry-run");
    expect(await whatIsSaid(world, id)).toEqual(AT_FIRST);
    const { id: batchId } = await suite.send(world, file);
    await suite.owner.execute(sql`
      update bikes set withdrawn_at = now(), merged_into = ${file.rows[1]?.[0] ?? ""} where bike_id = ${file.rows[0]?.[0] ?? ""}`);
    expect(await whatIsSaid(world, batchId)).toEqual(AT_FIRST);
  });

  it("did not pass either where only their frame was known when they were tried", async () => {
    const { file, world, said } = await registered("Fourth", 84);
    await suite.owner.execute(sql`
      update registration_items i set item_key = 'frame:' || b.frame_normal from bikes b
      where i.oem_id = ${world.oemId} and i.item_key = 'bike:' || b.bike_id`);
    await withdrawBike(world.author, { bikeId: file.rows[0]?.[0] ?? "", reason: "by mistake" }, suite.stores);
    expect(await said()).toMatchObject({ passed: BIKES - 1, taken: 1 });
  });
});
