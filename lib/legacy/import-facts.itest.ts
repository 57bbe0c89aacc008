import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { moveModule } from "@/lib/bikes/move-module";
import { openTestDatabase } from "@/lib/db/test-database";
import { BikeEntity } from "@/lib/domain/bike-entity";
import type { Trust } from "@/lib/domain/master-data";
import { BikeId } from "@/lib/domain/packet";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { importFacts } from "./import-facts";
import { correctBike } from "./testing/correct-bike";
import { personOf, rowsOf, seedMaker, seedModels, steward } from "./testing/legacy-suite";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

type Values = Partial<Record<ColumnKey, string>>;
const take = (oemId: string, rows: Values[], trust: Trust = "list", source = "old list") =>
  importFacts(steward, { oemId, fileName: "old.csv", source, trust }, rowsOf(...rows), suite.stores);
const one = async (query: ReturnType<typeof sql>) => (await suite.db.execute(query))[0];

describe("a file of old data", () => {
  it("makes bikes with their components, facts and entities, and says what became of its rows", async () => {
    const oemId = await seedModels(suite.owner, "North");
    const rows = [
      { bike_id: "NO-1", frame_number: "AR-1", model: "t1", motor_serial: "M7-1", firmware: "4.1" },
      { frame_number: "ar 1", imei: "356938035643809", battery_serial: "unknown" },
      { frame_number: "AR-77" },
      { frame_number: "?" },
    ];
    const counts = await take(oemId, rows);
    expect(counts).toEqual({
      rows: 4,
      outcomes: { "new-bike": 2, agrees: 0, contradicts: 0, waits: 1, empty: 1, repeated: 0 },
      refusedCells: 2,
      refused: [
        {
          row: 3,
          column: "Battery serial",
          expected: "a number of this one bike",
          got: "unknown: stands for no number",
        },
        {
          row: 5,
          column: "Frame number",
          expected: "a number of this one bike",
          got: "?: stands for no number",
        },
      ],
      contradictions: 0,
      changes: {
        counts: {
          newBikes: 1,
          changedBikes: 0,
          movedBikes: 0,
          withdrawnBikes: 0,
          componentsIn: 1,
          componentsOut: 0,
        },
        named: [
          ["Organisation", "North"],
          ["Model", "T1"],
          ["Frame number", "AR-1"],
          ["IMEI", "356938035643809"],
          ["Firmware", "4.1"],
          ["Motor serial", "M7-1"],
        ].map(([field, becomes]) => ({ bikeId: "NO-1", field, was: null, becomes })),
      },
    });
    const entity = await one(sql`select entity from outbox where bike_id = 'NO-1'`);
    expect(BikeEntity.parse(entity?.entity)).toMatchObject({ version: 1, frame_number: "AR-1" });
    expect(await one(sql`select imei, version from bikes where bike_id = 'NO-1'`)).toEqual({
      imei: "356938035643809",
      version: 1,
    });
    const facts = await suite.db.execute(
      sql`select fact, source, trust, believed from bike_facts where bike_id = 'NO-1' order by fact`,
    );
    expect(facts.map(({ fact, believed }) => [fact, believed])).toEqual([
      ["firmware", 1],
      ["frame_number", 1],
      ["frame_number", 1],
      ["imei", 1],
      ["model", 1],
      ["motor_serial", 1],
    ]);
    expect(await take(oemId, rows)).toMatchObject({ outcomes: { repeated: 3, empty: 1 }, contradictions: 0 });
    expect(
      await one(sql`select count(*)::int as n, max(version) as version from outbox where bike_id = 'NO-1'`),
    ).toEqual({ n: 1, version: 1 });
    const kept = await one(sql`
      select counts from legacy_files where oem_id = ${oemId} order by created_at limit 1`);
    expect(kept?.counts).toEqual({ ...counts, changes: counts.changes.counts });
    const audited = await suite.db.execute(
      sql`select details ? 'refused' as names from audit where verb = 'import-facts'`,
    );
    expect([...audited]).toEqual([{ names: false }, { names: false }]);
  });

  it("does not change what was registered but where somebody saw otherwise, and tells that they differ", async () => {
    const oemId = await seedModels(suite.owner, "Registered");
    await suite.owner.execute(sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal, imei)
      select 'RE-1', ${oemId}, id, 'R-1', 'R1', '490154203237518' from bike_models where oem_id = ${oemId} and code = 'T1'`);
    expect(await take(oemId, [{ bike_id: "RE-1", frame_number: "R-2" }])).toMatchObject({
      contradictions: 1,
      outcomes: { contradicts: 1 },
    });
    expect(await one(sql`select frame_number, version from bikes where bike_id = 'RE-1'`)).toEqual({
      frame_number: "R-1",
      version: 1,
    });
    await take(oemId, [{ bike_id: "RE-1", frame_number: "R-3" }], "seen", "inspection");
    expect(await one(sql`select frame_number, version from bikes where bike_id = 'RE-1'`)).toEqual({
      frame_number: "R-3",
      version: 2,
    });
    // Corrected since: that is surer than a list.
    await correctBike(suite.stores, "RE-1", "imei", "352099001761481");
    await take(oemId, [{ bike_id: "RE-1", motor_serial: "M7-9" }]);
    expect(await one(sql`select imei, version from bikes where bike_id = 'RE-1'`)).toEqual({
      imei: "352099001761481",
      version: 4,
    });
    const sources = await suite.db.execute(
      sql`select source, value from bike_facts where bike_id = 'RE-1' and fact = 'imei' order by id`,
    );
    expect(sources).toMatchObject([{ source: "registered here" }, { source: "changed here" }]);
  });

  it("leaves a module that was in use and reports as another bike where it is", async () => {
    const oemId = await seedModels(suite.owner, "Used");
    const [a, b] = [
      { bike_id: "US-A", frame_number: "UA1", model: "T1" },
      { bike_id: "US-B", frame_number: "UB1", model: "T1" },
    ];
    await take(oemId, [{ ...a, module_serial: "IM-U1" }]);
    const told = { bikeId: BikeId.parse("US-A"), serial: "IM-U2", reason: "module failed" };
    await moveModule(steward, told, suite.stores);
    await take(oemId, [{ ...b, module_serial: "IM-U1" }], "seen", "inspection");
    const placed = await suite.db.execute(sql`
      select c.serial, p.bike_id from component_periods p join components c on c.id = p.component_id
      where p.oem_id = ${oemId} and p.voided_at is null and p.valid_to is null`);
    expect([...placed]).toEqual([{ serial: "IM-U2", bike_id: "US-A" }]);
    const out = await suite.db.execute(sql`
      select bike_id from outbox where oem_id = ${oemId} and (entity ? 'readings_in' or entity ? 'readings_out')`);
    expect([...out]).toEqual([]);
  });

  it("moves a number between two bikes, and back, without ever being in both", async () => {
    const oemId = await seedModels(suite.owner, "Moves");
    const [a, b] = [
      { bike_id: "MO-A", frame_number: "AF1", model: "T1" },
      { bike_id: "MO-B", frame_number: "BF1", model: "T1" },
    ];
    await take(oemId, [{ ...a, iccid: "8942310022000123459", module_serial: "IM-1" }, b]);
    await take(
      oemId,
      [{ ...b, iccid: "8942310022000123459", module_serial: "IM-1", frame_number: "AF1" }],
      "seen",
      "inspection",
    );
    expect(
      await suite.db.execute(
        sql`select bike_id, frame_normal, iccid from bikes where oem_id = ${oemId} order by 1`,
      ),
    ).toEqual([
      { bike_id: "MO-A", frame_normal: "?MO-A", iccid: null },
      { bike_id: "MO-B", frame_normal: "AF1", iccid: "8942310022000123459" },
    ]);
    const open = await suite.db.execute(
      sql`select fingerprint from contradictions where oem_id = ${oemId} and decided_at is null order by 1`,
    );
    expect(open.map(({ fingerprint }) => String(fingerprint).replace(oemId, ""))).toEqual([
      "number frame_number=/AF1",
      "number iccid=8942310022000123459",
      "number module=IM1",
      "value MO-B frame_number",
    ]);
    await take(oemId, [{ ...a, iccid: "8942310022000123459" }], "seen", "second inspection");
    expect(await one(sql`select iccid from bikes where bike_id = 'MO-A'`)).toEqual({
      iccid: "8942310022000123459",
    });
  });

  it("is taken from stewards and administrators of the maker only, for OEMs that there are", async () => {
    const oemId = await seedModels(suite.owner, "Closed");
    const input = { oemId, fileName: "f.csv", source: "list", trust: "list" } as const;
    await expect(importFacts(personOf(oemId), input, [], suite.stores)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      importFacts({ ...steward, roles: ["support"] }, input, [], suite.stores),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      importFacts(steward, { ...input, oemId: steward.id }, [], suite.stores),
    ).rejects.toMatchObject({ code: "not-found" });
    await expect(
      importFacts(steward, { ...input, source: "registered here" }, [], suite.stores),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  it("of 4,000 rows is taken in one go", async () => {
    const oemId = await seedModels(suite.owner, "Large");
    const rows = Array.from({ length: 4_000 }, (_, at) => ({
      bike_id: `LA-${at}`,
      frame_number: `LAF-${at}`,
      model: "T1",
      motor_serial: `LAM-${at}`,
      battery_serial: `LAB-${at}`,
      module_serial: `LAI-${at}`,
    }));
    expect(await take(oemId, rows)).toMatchObject({ outcomes: { "new-bike": 4_000 }, contradictions: 0 });
  });
});
