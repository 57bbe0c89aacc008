import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import type { Trust } from "@/lib/domain/master-data";
import { decideContradiction } from "@/lib/legacy/decide-contradiction";
import { importFacts } from "@/lib/legacy/import-facts";
import { rowsOf } from "@/lib/legacy/testing/legacy-suite";
import { indexBikes } from "@/lib/lookup/index-bikes";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { assignFleet } from "./assign-fleet";
import { decideCorrection } from "./corrections/decide-correction";
import { proposeCorrection } from "./corrections/propose-correction";
import { getBikeStory } from "./get-bike-story";
import { type BikesCast, openBikesCast } from "./testing/bikes-cast";
import { hour } from "./testing/bikes-suite";

let cast: BikesCast;
beforeAll(async () => {
  cast = await openBikesCast(inject("environment"));
  const { suite, oemId, other } = cast;
  await suite.bike("SEED-1", oemId);
  await suite.bike("SEED-2", other.organisation.id);
  for (const [code, name] of [
    ["M2", "City 500"],
    ["M3", "Cargo 900"],
  ] as const)
    await suite.owner.execute(sql`
      insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
      values (${oemId}, ${code}, ${name}, 'city', 'G1', 500, 'M7', 700, 900)`);
});
afterAll(() => cast.suite.close());

type Values = Partial<Record<ColumnKey, string>>;
/** @param file its name, its source and how sure it is. */
const take = (file: string, trust: Trust, rows: Values[], oemId = cast.oemId) =>
  importFacts(
    cast.steward,
    { oemId, fileName: `${file}.csv`, source: `list ${file}`, trust },
    rowsOf(...rows),
    cast.suite.stores,
  );
const story = async (who: UserActor, bikeId: string) =>
  (await getBikeStory(who, bikeId, cast.suite.stores)) ?? [];
const told = async (who: UserActor, bikeId: string) => (await story(who, bikeId)).map(({ text }) => text);
const one = async (who: UserActor, bikeId: string, text: string) =>
  (await story(who, bikeId)).filter((entry) => entry.text === text);
const IMEI = "356938035643809";

describe("the model of a bike", () => {
  it("is told as it was registered, and each change of it once: by old data, by a correction, by hand", async () => {
    const { suite, support, steward, oem, oemId } = cast;
    const bikeId = await suite.bike("CS-1", oemId);
    await take("one", "seen", [{ bike_id: bikeId, model: "M2" }]);
    const correction = { bikeId, field: "model", proposed: "M3", evidence: "photo of the plate" };
    const { id } = await proposeCorrection(support, correction, suite.stores);
    await decideCorrection(oem, { id, decision: "approve", reason: "it is a cargo bike" }, suite.stores);
    await suite.owner.execute(sql`
      update bikes set model_id = (select id from bike_models where oem_id = ${oemId} and code = 'M1') where bike_id = ${bikeId}`);
    const texts = [
      "Model changed from Cargo 900 to Trekker 625",
      "Model corrected from M2 to M3",
      "Proposed: Model M3 instead of M2",
      "Model changed from Trekker 625 to City 500",
      "Registered as Trekker 625 of Veloform",
    ];
    expect(await told(support, bikeId)).toEqual(texts);
    expect(await told(oem, bikeId)).toEqual(texts);
    const [byHand, corrected, , byFile] = await story(steward, bikeId);
    expect(byHand).toMatchObject({ by: null, reason: null });
    expect(corrected).toMatchObject({ by: "The oem", reason: "it is a cargo bike" });
    expect(byFile).toMatchObject({ by: "The steward", reason: "Old data: one.csv (list one)" });
    expect((await story(oem, bikeId))[3]).toMatchObject({ by: null, reason: null });
  });
});

describe("a fleet that has a bike", () => {
  it("is told what changed of it, and no model that none of its bikes has", async () => {
    const { suite, steward, fleets, oemId } = cast;
    const fleet = await suite.somebody("operator", fleets[0], "fleet");
    const [mine, others] = [await suite.bike("CS-12", oemId), await suite.bike("CS-13", oemId)];
    await assignFleet(steward, { bikeId: mine, fleetId: fleets[0], reason: "rented" }, suite.stores);
    await take(
      "fleet",
      "seen",
      [mine, others].map((bike_id) => ({ bike_id, model: "M2" })),
    );
    const seen = await story(fleet, mine);
    expect(seen.map(({ text }) => text).toSorted()).toEqual([
      "In the fleet of Ried",
      "Model changed from another model to City 500",
      "Registered as another model of Veloform",
    ]);
    expect(seen.every(({ by, reason }) => by === null && reason === null)).toBe(true);
    expect(await story(fleet, others)).toEqual([]);
  });
});

describe("what else changes of a bike", () => {
  it("is told with what was before and what came, each change with its own file", async () => {
    const bikeId = "CS-2";
    const row = { bike_id: bikeId, model: "M1" };
    await take("first", "list", [
      { ...row, frame_number: "SA-1", produced_on: "2024-05-01", firmware: "4.1" },
    ]);
    await take("second", "system", [{ ...row, frame_number: "SA-2", produced_on: "2024-06-01" }]);
    await take("third", "seen", [{ ...row, frame_number: "SA-3", firmware: "4.3" }]);
    const texts = [
      "Firmware changed from 4.1 to 4.3",
      "Frame number changed from SA-2 to SA-3",
      "Production day changed from 2024-05-01 to 2024-06-01",
      "Frame number changed from SA-1 to SA-2",
      "Registered as Trekker 625 of Veloform, firmware 4.1",
    ];
    expect(await told(cast.oem, bikeId)).toEqual(texts);
    expect(await story(cast.support, bikeId)).toMatchObject(
      texts.map((text, at) => {
        const file = ["third", "third", "second", "second", "first"][at];
        return { text, by: "The steward", reason: `Old data: ${file}.csv (list ${file})` };
      }),
    );
  });

  it("is told of both bikes where a number moved from one to the other", async () => {
    await take("both", "list", [
      { bike_id: "CS-3", frame_number: "SB-3", model: "M1", imei: IMEI },
      { bike_id: "CS-4", frame_number: "SB-4", model: "M1" },
    ]);
    await take("look", "seen", [{ bike_id: "CS-4", imei: IMEI }]);
    while ((await indexBikes(cast.suite.db)) > 0);
    for (const who of [cast.support, cast.oem]) {
      expect((await told(who, "CS-3"))[0]).toBe(`IMEI ${IMEI} taken away`);
      expect((await told(who, "CS-4")).slice(0, 2)).toEqual([
        `IMEI ${IMEI} added`,
        `IMEI ${IMEI} was that of CS-3 before`,
      ]);
    }
  });

  it("is nothing where a transaction ends with what was there before", async () => {
    const bikeId = await cast.suite.bike("CS-5", cast.oemId);
    await cast.suite.owner.transaction(async (transaction) => {
      for (const firmware of ["1.0", "2.0", null])
        await transaction.execute(sql`update bikes set firmware = ${firmware} where bike_id = ${bikeId}`);
    });
    expect(await told(cast.support, bikeId)).toEqual(["Registered as Trekker 625 of Veloform"]);
  });
});

describe("a contradiction that was decided", () => {
  it("is told with the value that was taken and the one that was not, and what it changed", async () => {
    const { suite, steward, support, oem } = cast;
    await take("list", "list", [{ bike_id: "CS-6", frame_number: "AB-7", model: "M1" }]);
    await take("call", "told", [{ bike_id: "CS-6", frame_number: "AB-1" }]);
    const [open] = await suite.owner.execute<{ id: string }>(
      sql`select id from contradictions where bike_ids = '{CS-6}' and decided_at is null`,
    );
    const decision = { decision: "take", normal: "AB1", reason: "seen on the frame" } as const;
    await decideContradiction(steward, { id: Number(open?.id), ...decision }, suite.stores);
    const texts = [
      "Old data contradicted each other on the frame number: AB-1 was taken, not AB-7",
      "Frame number changed from AB-7 to AB-1",
    ];
    for (const text of texts) {
      const because = { by: "The steward", reason: "seen on the frame" };
      expect(await one(support, "CS-6", text)).toMatchObject([because]);
      expect(await one(oem, "CS-6", text)).toMatchObject([{ by: null }]);
    }
  });
});

describe("a bike that old data gave to another OEM", () => {
  it("has a history for the maker alone: neither OEM learns of the other", async () => {
    const { suite, support, oem, other } = cast;
    await take("ours", "list", [{ bike_id: "CS-7", frame_number: "OfUs", model: "M1", firmware: "7.1" }]);
    await take("ours again", "system", [{ bike_id: "CS-7", frame_number: "OfUsToo" }]);
    const theirs = [
      { bike_id: "CS-7", frame_number: "OfThem", model: "M1", imei: "490154203237518", firmware: "7.2" },
    ];
    await take("theirs", "seen", theirs, other.organisation.id);
    expect(await told(other, "CS-7")).toEqual(["Registered as Trekker 625 of Kargon, firmware 7.2"]);
    expect(await told(oem, "CS-7")).toEqual([]);
    const all = await told(support, "CS-7");
    expect(all).toContain("OEM changed from Veloform to Kargon");
    expect(all).toContain("Frame number changed from OfUs to OfUsToo");
    expect(all).toContain("Frame number changed from OfUsToo to OfThem");
    expect(all.at(-1)).toBe("Registered as Trekker 625 of Veloform, firmware 7.1");
    await suite.owner.execute(sql`update bikes set firmware = '7.3' where bike_id = 'CS-7'`);
    expect(await told(other, "CS-7")).toEqual([
      "Firmware changed from 7.2 to 7.3",
      "Registered as Trekker 625 of Kargon, firmware 7.2",
    ]);
  });
});

describe("a bike that changed before its changes were kept", () => {
  const old = async (id: string) => {
    const bikeId = await cast.suite.bike(id, cast.oemId);
    await cast.suite.owner.execute(sql`update bikes set registered_at = ${hour(0)}, version = 2,
      model_id = (select id from bike_models where oem_id = bikes.oem_id and code = 'M1') where bike_id = ${bikeId}`);
    return bikeId;
  };
  const say = (bikeId: string, model: string, source: string) =>
    cast.suite.owner.execute(sql`insert into bike_facts (oem_id, bike_id, fact, value, source, trust)
      values (${cast.oemId}, ${bikeId}, 'model', ${model}, ${source}, 'list')`);
  const registered = async (who: UserActor, bikeId: string) => (await told(who, bikeId)).at(-1);

  it("was registered as what registering it said, or what nothing speaks against; else nobody says", async () => {
    const { oem, support } = cast;
    const [a, b, c] = [await old("CS-8"), await old("CS-9"), await old("CS-10")];
    await say(a, "M2", "registered here");
    await say(a, "M1", "old list");
    await say(b, "M1", "old list");
    await say(c, "M1", "old list");
    await say(c, "M2", "older list");
    for (const who of [oem, support]) {
      expect(await registered(who, a)).toBe("Registered as City 500 of Veloform");
      expect(await registered(who, b)).toBe("Registered as Trekker 625 of Veloform");
      expect(await registered(who, c)).toBe("Registered as a bike of Veloform");
    }
  });

  it("has numbers no more of which nobody knows what came instead", async () => {
    const bikeId = await old("CS-11");
    await cast.suite.owner.execute(sql`insert into bike_numbers (bike_id, oem_id, kind, value, until)
      values (${bikeId}, ${cast.oemId}, 'fnuci', 'BC12345678', ${hour(4)})`);
    expect(await told(cast.oem, bikeId)).toEqual([
      "FNUCI BC12345678 is its number no more",
      "Registered as Trekker 625 of Veloform",
    ]);
  });
});
