import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import { BikeId } from "@/lib/domain/packet";
import type { AppError } from "@/lib/errors";
import { swapComponent } from "./swap-component";
import { type BikesSuite, hour, openBikesSuite } from "./testing/bikes-suite";
import { swapMotor, type Told } from "./testing/swap-motor";

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

const swap = (author: UserActor, told: Told) => swapMotor(suite, author, told);
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

describe("a component that is put in", () => {
  it("is held to the checks that registering makes", async () => {
    const bikeId = await suite.bike("SC-1", oemId, { motor: "CM-1" });
    for (const [serial, words] of [
      ["EN 15194", "Motor serial: expected a number of this one bike, got EN 15194: a safety standard"],
      ["unknown", "stands for no number"],
    ] as const)
      await expect(swap(oem, { bikeId, serial })).rejects.toMatchObject({
        code: "invalid",
        message: expect.stringContaining(words),
      });
    await suite.owner.execute(sql`insert into produced_kinds (kind) values ('remote')`);
    await suite.owner.execute(sql`
      insert into produced_components (kind, serial_normal, serial, part_number, plant, lot)
      values ('remote', 'RC1', 'RC-1', 'RC-02', 'CP', 'L1')`);
    const remote = (serial: string, partNumber: string) =>
      swapComponent(oem, { bikeId, kind: "remote", serial, partNumber, reason: "remote lost" }, suite.stores);
    await expect(remote("RC-2", "RC-02")).rejects.toMatchObject({
      message: expect.stringContaining("RC-2 was never made"),
    });
    await expect(remote("RC-1", "RC-09")).rejects.toMatchObject({
      message: expect.stringContaining("RC-1 is a RC-02"),
    });
    await remote("RC-1", "RC-02");
    await suite.owner.execute(sql`delete from produced_kinds`);
  });

  it("has the part number and firmware that were told, though it was known before", async () => {
    const [a, b] = [await suite.bike("SC-2", oemId, { motor: "CM-2" }), await suite.bike("SC-3", oemId)];
    await swap(oem, { bikeId: a, serial: "CM-3", at: hour(1) });
    await swap(oem, { bikeId: b, serial: "CM-2", partNumber: "M7-250", firmware: "4.13.1", at: hour(2) });
    const [known] = await suite.owner.execute(
      sql`select part_number, firmware from components where serial = 'CM-2'`,
    );
    expect(known).toEqual({ part_number: "M7-250", firmware: "4.13.1" });
  });
});

describe("a battery", () => {
  const put = (bikeId: string, slot: "battery" | "battery_2", more: Omit<Told, "bikeId">) =>
    swapComponent(
      oem,
      { bikeId: BikeId.parse(bikeId), kind: slot, reason: "battery swapped", ...more },
      suite.stores,
    );

  it("in the second place is swapped like one in the first", async () => {
    const bikeId = await suite.bike("SB-1", oemId, { battery: "PB-1", battery_2: "PB-2" });
    await put(bikeId, "battery_2", { serial: "PB-3", oldSerial: "pb 2", at: hour(2) });
    expect(await suite.periods(bikeId, "battery_2")).toEqual(["PB-2 [ever, 2)", "PB-3 [2, now)"]);
    expect(await suite.periods(bikeId, "battery")).toEqual(["PB-1 [ever, now)"]);
    await expect(put(bikeId, "battery_2", { serial: "PB-4", oldSerial: "PB-1" })).rejects.toMatchObject(
      conflict("Expected Second battery PB-1 in SB-1 at that time, found Second battery PB-3"),
    );
  });

  it("is one and the same in either place of any bike", async () => {
    const [a, b] = [
      await suite.bike("SB-2", oemId, { battery: "PC-1" }),
      await suite.bike("SB-3", oemId, { battery: "PC-2" }),
    ];
    await expect(put(b, "battery_2", { serial: "PC-1", at: hour(1) })).rejects.toMatchObject(
      conflict("Second battery PC-1 is in SB-2 since it was built"),
    );
    await put(b, "battery_2", { serial: "PC-1", takes: true, at: hour(1) });
    expect(await suite.periods(a, "battery")).toEqual(["PC-1 [ever, 1)"]);
    await put(b, "battery", { serial: "PC-1", takes: true, at: hour(3) });
    expect(await suite.periods(b, "battery_2")).toEqual(["PC-1 [1, 3)"]);
    expect(await suite.periods(b, "battery")).toEqual(["PC-2 [ever, 3)", "PC-1 [3, now)"]);
    const known = await suite.owner.execute(
      sql`select kind from components where serial_normal in ('PC1', 'PC2') order by serial_normal`,
    );
    expect([...known]).toEqual([{ kind: "battery" }, { kind: "battery" }]);
  });

  it("is never kept as a component of the second place", async () => {
    await expect(
      suite.owner.execute(sql`
        select make_components(${oemId}, array['battery_2']::component_kind[], array['PD-1'], array['PD1'],
          array[null::text], array[null::text], array[null::text])`),
    ).rejects.toMatchObject({ cause: { constraint_name: "component_is_no_place" } });
  });
});
