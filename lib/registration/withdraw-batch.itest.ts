import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { withdrawBike } from "../bikes/withdraw-bike";
import { getBatch } from "./get-batch";
import { listBatchFindings } from "./list-batch-findings";
import { makeFile } from "./testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "./testing/registration-suite";
import { type SeededWorld, seedWorld } from "./testing/seed-world";
import { withdrawBatch } from "./withdraw-batch";

let suite: RegistrationSuite;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
  suite.run();
});
afterAll(() => suite.close());

const right = (seed: number) => makeFile({ seed, rows: 40, errors: 0 });

describe("withdrawing what a file registered", () => {
  it("takes back every bike with its components and fleets, and tells consumers", async () => {
    const file = right(41);
    const world = await seedWorld(suite.owner, "Aral", file);
    const { id: batchId } = await suite.send(world, file);
    await suite.owner.execute(sql`
      insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
      select oem_id, bike_id, seq, ${world.oemId} from bikes where batch_id = ${batchId} limit 3`);
    expect(await withdrawBatch(world.author, { batchId, reason: "wrong plant" }, suite.stores)).toBe(40);
    expect(
      await suite.ask(sql`
      select (select count(*)::integer from bikes where batch_id = ${batchId} and withdrawn_at is null) as bikes,
        (select count(*)::integer from component_periods where oem_id = ${world.oemId} and voided_at is null) as periods,
        (select count(*)::integer from fleet_assignments where oem_id = ${world.oemId} and voided_at is null) as fleets,
        (select count(*)::integer from outbox where oem_id = ${world.oemId} and entity @> '{"withdrawn": true}') as told
    `),
    ).toEqual([{ bikes: 0, periods: 0, fleets: 0, told: 40 }]);
    expect(await withdrawBatch(world.author, { batchId, reason: "again" }, suite.stores)).toBe(0);
  });

  it("lets the same bikes be registered anew, as new versions of themselves", async () => {
    const file = right(42);
    const world = await seedWorld(suite.owner, "Belt", file);
    const first = await suite.send(world, file);
    await withdrawBatch(world.author, { batchId: first.id, reason: "tried out" }, suite.stores);
    const second = await suite.send(world, file);
    expect(second).toMatchObject({ registered: 40, failed: 0 });
    expect(
      await suite.ask(sql`
      select distinct version, batch_id, withdrawn_at from bikes where oem_id = ${world.oemId}`),
    ).toEqual([{ version: 3, batch_id: second.id, withdrawn_at: null }]);
    expect(await withdrawBatch(world.author, { batchId: second.id, reason: "again" }, suite.stores)).toBe(40);
  });

  it("lets the components go into other bikes, whose modules report for these", async () => {
    const file = right(43);
    const world = await seedWorld(suite.owner, "Cargo", file);
    const { id: batchId } = await suite.send(world, file);
    await withdrawBatch(world.author, { batchId, reason: "wrong ids" }, suite.stores);
    const rows = file.rows.map(([bikeId = "", ...rest]) => [`${bikeId}-B`, ...rest]);
    expect(await suite.send(world, { header: file.header, rows })).toMatchObject({
      registered: 40,
      failed: 0,
    });
    expect(
      await suite.ask(sql`
      select count(*)::integer as n from outbox where oem_id = ${world.oemId}
        and (entity ? 'readings_in' or entity ? 'readings_out')`),
    ).toEqual([{ n: 0 }]);
  });

  it("takes back what a file registered that was given up half-way", async () => {
    const file = right(45);
    const world = await seedWorld(suite.owner, "Echo", file);
    const { id: batchId } = await suite.send(world, file);
    const leave = (registered: number) =>
      suite.owner.execute(sql`
        update batches set state = 'working', claim = null, claimed_until = now(), attempts = 5, registered = ${registered}
        where id = ${batchId}`);
    await leave(40);
    const batch = await suite.ended(world.author, batchId);
    expect(batch).toMatchObject({ state: "refused", registered: 40 });
    expect(batch.fault).toContain("stays");
    expect(await withdrawBatch(world.author, { batchId, reason: "half" }, suite.stores)).toBe(40);
    expect(await suite.ended(world.author, batchId)).toMatchObject({ state: "withdrawn" });
    await suite.owner.execute(
      sql`update batches set state = 'refused', registered = 0 where id = ${batchId}`,
    );
    const nothing = withdrawBatch(world.author, { batchId, reason: "x" }, suite.stores);
    await expect(nothing).rejects.toMatchObject({ code: "conflict" });
  });

  it.each([
    [
      "as a file",
      async (world: SeededWorld, batchId: string) =>
        withdrawBatch(world.author, { batchId, reason: "x" }, suite.stores),
    ],
    [
      "one by one",
      async (world: SeededWorld, _: string, bikeId: string) =>
        withdrawBike(world.author, { bikeId, reason: "wrong plant" }, suite.stores),
    ],
  ])("opens again what was fixed, %s", async (how, withdrawAgain) => {
    const file = right(how.length);
    const world = await seedWorld(suite.owner, `Fox ${how}`, file);
    const [row = []] = file.rows;
    const [bikeId = ""] = row;
    const day = file.header.indexOf("Produced");
    const first = await suite.send(world, { header: file.header, rows: [row.with(day, "2062-11-02")] });
    const toFix = async () => (await getBatch(world.author, { batchId: first.id }, suite.stores)).toFix;
    const shown = async () =>
      (await listBatchFindings(world.author, { batchId: first.id }, suite.stores)).rows.map(
        ({ isFixed }) => isFixed,
      );
    expect([await toFix(), await shown()]).toEqual([1, [false]]);
    const second = await suite.send(world, { header: file.header, rows: [row] });
    expect([await toFix(), await shown()]).toEqual([0, [true]]);
    await withdrawAgain(world, second.id, bikeId);
    expect([await toFix(), await shown()]).toEqual([1, [false]]);
    await suite.send(world, { header: file.header, rows: [row] });
    expect([await toFix(), await shown()]).toEqual([0, [true]]);
    const later = await suite.send(world, { header: file.header, rows: [row.with(day, "2062-11-02")] });
    expect(later).toMatchObject({ failed: 1, toFix: 1 });
  });

  it("is refused where a bike was changed since, which it names, and withdraws none", async () => {
    const file = right(44);
    const world = await seedWorld(suite.owner, "Delta", file);
    const { id: batchId } = await suite.send(world, file);
    const [changed] = await suite.ask(sql`
      update component_periods set valid_to = now() where id in (
        select p.id from component_periods p join bikes b on b.bike_id = p.bike_id
        where b.batch_id = ${batchId} and p.kind = 'battery' order by p.bike_id limit 1) returning bike_id`);
    const withdrawn = withdrawBatch(world.author, { batchId, reason: "x" }, suite.stores);
    await expect(withdrawn).rejects.toMatchObject({
      code: "conflict",
      details: { data: { bike_ids: [changed?.bike_id] } },
    });
    expect(
      await suite.ask(sql`
      select count(*)::integer as n from bikes where batch_id = ${batchId} and withdrawn_at is null`),
    ).toEqual([{ n: 40 }]);
  });
});
