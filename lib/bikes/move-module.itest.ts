import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import { BikeId } from "@/lib/domain/packet";
import { moveModule } from "./move-module";
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

type Told = Omit<Parameters<typeof moveModule>[1], "reason">;
const move = (told: Told) => moveModule(oem, { reason: "module swapped", ...told }, suite.stores);
const at = (hours: number) => EPOCH_MS + hours * 3_600_000;

describe("a module that goes into another bike", () => {
  it("takes its readings with it: both bikes' entities say so", async () => {
    const a = await suite.bike("MM-A", oemId, { module: "T-A" });
    const b = await suite.bike("MM-B", oemId, { module: "T-B" });
    const { bikeIds } = await move({ bikeId: b, serial: "T-A", takes: true, at: hour(2) });
    expect([...bikeIds].toSorted()).toEqual([a, b]);
    expect(await suite.entity(b)).toMatchObject({
      version: 2,
      readings_in: [{ reported_as: a, from: at(2), to: null }],
    });
    expect(await suite.entity(a)).toMatchObject({
      version: 2,
      readings_out: [{ bike_id: b, from: at(2), to: null }],
    });
    expect((await suite.entity(b)).readings_out).toBeUndefined();
  });

  it("changes the bike whose id it reports, wherever it went from and to", async () => {
    const [a, b, c] = await Promise.all(
      ["A", "B", "C"].map((n) => suite.bike(`MV-${n}`, oemId, { module: `U-${n}` })),
    );
    if (!a || !b || !c) throw new Error("no bikes");
    await move({ bikeId: b, serial: "U-A", takes: true, at: hour(2) });
    const { bikeIds } = await move({ bikeId: c, serial: "U-A", takes: true, at: hour(5) });
    expect([...bikeIds].toSorted()).toEqual([a, b, c]);
    expect((await suite.entity(a)).readings_out).toEqual([
      { bike_id: b, from: at(2), to: at(5) },
      { bike_id: c, from: at(5), to: null },
    ]);
    expect((await suite.entity(b)).readings_in).toEqual([{ reported_as: a, from: at(2), to: at(5) }]);
    expect((await suite.entity(c)).readings_in).toEqual([{ reported_as: a, from: at(5), to: null }]);
  });

  it("exchanged for another's is in both entities of both", async () => {
    const [a, b] = [
      await suite.bike("MX-A", oemId, { module: "X-A" }),
      await suite.bike("MX-B", oemId, { module: "X-B" }),
    ];
    await move({ bikeId: a, serial: "X-B", oldSerial: "X-A", movedTo: b, takes: true, at: hour(1) });
    for (const [own, other] of [
      [a, b],
      [b, a],
    ] as const)
      expect(await suite.entity(own)).toMatchObject({
        version: 2,
        readings_in: [{ reported_as: other, from: at(1), to: null }],
        readings_out: [{ bike_id: other, from: at(1), to: null }],
      });
  });
});

describe("a module that is new", () => {
  /** Whose an id is that is no bike's says what clients are bound to. */
  const bind = () =>
    suite.owner.execute(sql`
      insert into api_clients (organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
      values (${oemId}, 'plant', 'plant', '{read}', '{}', '{MN-FRESH}', '{MY-}')`);

  it("reports as its bike, or under the id that is told", async () => {
    const bikeId = await suite.bike("MN-A", oemId, { module: "V-1" });
    await move({ bikeId, serial: "V-2", at: hour(1) });
    expect((await suite.entity(bikeId)).readings_in).toBeUndefined();
    const told = { bikeId, serial: "V-3", reportsAs: BikeId.parse("MN-FRESH"), at: hour(3) };
    await expect(move(told)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("an id that is not known to be yours"),
    });
    await bind();
    await move(told);
    expect((await suite.entity(bikeId)).readings_in).toEqual([
      { reported_as: "MN-FRESH", from: at(3), to: null },
    ]);
  });

  it("cannot report under an id under which another reports in another bike, nor under one of other organisations", async () => {
    const [a, b] = [await suite.bike("MY-A", oemId, { module: "W-A" }), await suite.bike("MY-B", oemId)];
    await expect(
      move({ bikeId: a, serial: "W-N", oldSerial: "W-A", movedTo: b, at: hour(1) }),
    ).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Two modules in two bikes would report as MY-A"),
    });
    await move({
      bikeId: a,
      serial: "W-N",
      reportsAs: BikeId.parse("MY-NEW"),
      oldSerial: "W-A",
      movedTo: b,
      at: hour(1),
    });
    expect(await suite.entity(a)).toMatchObject({
      readings_in: [{ reported_as: "MY-NEW", from: at(1), to: null }],
      readings_out: [{ bike_id: b, from: at(1), to: null }],
    });
    const foreign = await suite.bike("MY-FOREIGN", await suite.organisation("Kargon", "oem"));
    await expect(move({ bikeId: a, serial: "W-M", reportsAs: foreign })).rejects.toMatchObject({
      code: "conflict",
      message: expect.not.stringContaining("Kargon"),
    });
    await expect(move({ bikeId: b, serial: "W-N", reportsAs: a, takes: true })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("reports as MY-NEW, not as MY-A"),
    });
  });
});
