import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type BikesSuite, openBikesSuite } from "@/lib/bikes/testing/bikes-suite";
import { currentEntities } from "./current-entities";

let suite: BikesSuite;
beforeAll(async () => {
  suite = await openBikesSuite(inject("environment"));
});
afterAll(() => suite.close());

it("tells entities as they are now, of the bikes that were asked for, and leaves nothing to be published", async () => {
  const oemId = await suite.organisation("Veloform", "oem");
  const ids = [await suite.bike("CE-1", oemId), await suite.bike("CE-2", oemId)];
  await suite.bike("CE-3", oemId);
  const write = () => suite.owner.execute(sql`select write_entities(array['CE-1', 'CE-3'])`);
  const waiting = async () =>
    Array.from(await suite.owner.execute(sql`select bike_id, version from outbox order by id`));
  await write();
  await suite.owner.execute(sql`update bikes set version = 7 where bike_id = 'CE-1'`);
  const before = await waiting();
  const entities = await currentEntities(suite.db, [...ids, "CE-NONE"]);
  expect([...entities.keys()].toSorted()).toEqual(ids);
  expect(JSON.parse(entities.get("CE-1") ?? "")).toMatchObject({ bike_id: "CE-1", version: 7 });
  expect(await waiting()).toEqual(before);
});
