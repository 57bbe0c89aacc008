import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import { BikeId } from "@/lib/domain/packet";
import { swapComponent } from "./swap-component";
import { type BikesSuite, EPOCH_MS, hour, openBikesSuite } from "./testing/bikes-suite";

let suite: BikesSuite;
let oemId: string;
let oem: UserActor;
beforeAll(async () => {
  suite = await openBikesSuite(inject("environment"));
  oemId = await suite.organisation("Veloform", "oem");
  oem = await suite.somebody("oem", oemId, "oem");
});
afterAll(() => suite.close());

it("an entity tells the components that the bike has now, its plant, and when it was withdrawn", async () => {
  const parts = { motor: "M-1", battery: "b-1", display: "D-1" };
  const bikeId = BikeId.parse(await suite.bike("TP-A", oemId, parts));
  const swap = { bikeId, kind: "motor" as const, serial: "M-2", at: hour(2), reason: "worn out" };
  await swapComponent(oem, swap, suite.stores);
  const entity = await suite.entity(bikeId);
  expect(entity.parts).toEqual([
    { kind: "motor", number: "M2", from: EPOCH_MS + 2 * 3_600_000 },
    { kind: "battery", number: "B1", from: null },
    { kind: "display", number: "D1", from: null },
  ]);
  expect(entity).not.toHaveProperty("plant_id");

  const [plant] = await suite.owner.execute<{ id: string }>(
    sql`insert into plants (oem_id, code, name) values (${oemId}, 'TP', 'TP') returning id`,
  );
  await suite.owner.execute(sql`
    update component_periods set voided_at = now() where bike_id = ${bikeId} and kind <> 'motor'`);
  await suite.owner.execute(sql`
    update bikes set plant_id = ${plant?.id}, withdrawn_at = '2026-01-02', version = version + 1 where bike_id = ${bikeId}`);
  await suite.owner.execute(sql`select write_entities(array[${bikeId}])`);
  expect(await suite.entity(bikeId)).toMatchObject({
    plant_id: plant?.id,
    withdrawn: true,
    withdrawn_at: Date.UTC(2026, 0, 2),
    parts: [{ kind: "motor", number: "M2" }],
  });
});
