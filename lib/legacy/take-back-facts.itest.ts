import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { reinstateBike } from "@/lib/bikes/reinstate-bike";
import { openTestDatabase } from "@/lib/db/test-database";
import { BikeEntity } from "@/lib/domain/bike-entity";
import type { Trust } from "@/lib/domain/master-data";
import { BikeId } from "@/lib/domain/packet";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { decideContradiction } from "./decide-contradiction";
import { importFacts } from "./import-facts";
import { listContradictions } from "./list-contradictions";
import { listLegacyFiles } from "./list-legacy-files";
import { takeBackFacts } from "./take-back-facts";
import { correctBike } from "./testing/correct-bike";
import { personOf, rowsOf, seedMaker, seedModels, stateOf, steward } from "./testing/legacy-suite";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

type Values = Partial<Record<ColumnKey, string>>;
/** @returns the id of the file, and what came of it. */
async function take(oemId: string, rows: Values[], trust: Trust = "list", source = "old list") {
  const input = { oemId, fileName: `${source}.csv`, source, trust };
  const imported = await importFacts(steward, input, rowsOf(...rows), suite.stores);
  const { files } = await listLegacyFiles(steward, { oemId, limit: 1 }, suite.stores);
  return { fileId: files[0]?.id ?? "", imported };
}
const back = (fileId: string) =>
  takeBackFacts(steward, { fileId, reason: "it was a wrong file" }, suite.stores);
const one = async (query: ReturnType<typeof sql>) => (await suite.db.execute(query))[0];
const storedBike = (bikeId: string) =>
  one(sql`
    select withdrawn_at is not null as is_withdrawn, version, frame_number, firmware from bikes where bike_id = ${bikeId}`);
const lastEntity = async (bikeId: string) =>
  BikeEntity.parse(
    (await one(sql`select entity from outbox where bike_id = ${bikeId} order by version desc limit 1`))
      ?.entity,
  );
const openIn = async (oemId: string) =>
  (await listContradictions(steward, { oemId }, suite.stores)).contradictions;

describe("a file that is taken back", () => {
  it("withdraws the bikes that it alone made, and they come back with it as they were", async () => {
    const oemId = await seedModels(suite.owner, "Back");
    const rows = [
      { bike_id: "BA-1", frame_number: "BAF1", model: "T1", motor_serial: "BAM1", module_serial: "BAI1" },
      { bike_id: "BA-2", frame_number: "BAF2", model: "T1" },
    ];
    const { fileId, imported } = await take(oemId, rows);
    const before = await stateOf(suite.db, oemId);
    expect(await back(fileId)).toMatchObject({
      ...{ statements: 2, alsoSaid: 0 },
      changes: { counts: { withdrawnBikes: 2, componentsOut: 2 } },
    });
    expect(await storedBike("BA-1")).toMatchObject({ is_withdrawn: true, version: 2 });
    expect(await lastEntity("BA-1")).toMatchObject({ version: 2, withdrawn: true });
    const left = await suite.db.execute(sql`
      select bike_id from component_periods where oem_id = ${oemId} and voided_at is null
      union all select bike_id from bike_facts where bike_id like 'BA-%'`);
    expect([...left]).toEqual([]);
    const again = await take(oemId, rows);
    expect(again.imported).toEqual(imported);
    expect(await stateOf(suite.db, oemId)).toEqual(before);
    expect(await lastEntity("BA-1")).toMatchObject({ version: 3 });
    expect(await lastEntity("BA-1")).not.toHaveProperty("withdrawn");
    expect(await back(again.fileId)).toMatchObject({ changes: { counts: { withdrawnBikes: 2 } } });
  });

  it("gives a registered bike back all that it changed of it", async () => {
    const oemId = await seedModels(suite.owner, "Restored");
    await suite.owner.execute(sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal, imei)
      select 'RS-1', ${oemId}, id, 'RS 1', 'RS1', '490154203237518' from bike_models where oem_id = ${oemId} and code = 'T1'`);
    const row = { bike_id: "RS-1", frame_number: "RS2", model: "T2", firmware: "4.1", motor_serial: "RSM" };
    const { fileId } = await take(oemId, [row], "seen", "a look");
    expect(await storedBike("RS-1")).toMatchObject({ frame_number: "RS2", firmware: "4.1" });
    expect((await openIn(oemId)).length).toBe(2);
    expect(await back(fileId)).toMatchObject({ closed: 2, changes: { counts: { changedBikes: 1 } } });
    expect(await storedBike("RS-1")).toEqual({
      ...{ is_withdrawn: false, version: 3, frame_number: "RS 1", firmware: null },
    });
    expect(await openIn(oemId)).toEqual([]);
    const entity = await lastEntity("RS-1");
    expect([entity.frame_number, entity.parts ?? []]).toEqual(["RS 1", []]);
  });

  it("leaves what another file said too, also where that said it again", async () => {
    const oemId = await seedModels(suite.owner, "Repeated");
    const rows = [{ bike_id: "RP-1", frame_number: "RPF1", model: "T1" }];
    const first = await take(oemId, rows);
    const second = await take(oemId, [...rows, { bike_id: "RP-1", firmware: "4.2" }]);
    expect(second.imported).toMatchObject({ outcomes: { repeated: 1, agrees: 1 } });
    expect(await back(first.fileId)).toMatchObject({ statements: 1, alsoSaid: 1 });
    expect(await storedBike("RP-1")).toMatchObject({ is_withdrawn: false, version: 2, firmware: "4.2" });
    expect(await back(second.fileId)).toMatchObject({ changes: { counts: { withdrawnBikes: 1 } } });
    expect(await storedBike("RP-1")).toMatchObject({ is_withdrawn: true });
  });

  it("is refused where people have worked with a bike that it alone made, and the bike is named", async () => {
    const oemId = await seedModels(suite.owner, "Worked");
    const { fileId } = await take(oemId, [
      { bike_id: "WK-1", frame_number: "WKF1", model: "T1" },
      { bike_id: "WK-2", frame_number: "WKF2", model: "T1" },
      { bike_id: "WK-3", frame_number: "WKF3", model: "T1" },
    ]);
    await correctBike(suite.stores, "WK-2", "imei", "352099001761481");
    const [fleet] = await suite.owner.execute<{ id: string }>(
      sql`insert into organisations (name, kind) values ('Worked fleet', 'fleet') returning id`,
    );
    await suite.owner.execute(sql`insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
      select oem_id, bike_id, seq, ${fleet?.id} from bikes where bike_id = 'WK-3'`);
    const refused = { code: "conflict", details: { data: { bike_ids: ["WK-2", "WK-3"] } } };
    await expect(back(fileId)).rejects.toMatchObject(refused);
    await expect(back(fileId)).rejects.toThrow(/got WK-2, WK-3\. /);
    expect(await storedBike("WK-1")).toMatchObject({ is_withdrawn: false, version: 1 });
    // Another file that says enough of them is what they stand on then.
    await take(
      oemId,
      [
        { bike_id: "WK-2", frame_number: "WKF2", model: "T1" },
        { bike_id: "WK-3", frame_number: "WKF3", model: "T1" },
      ],
      "list",
      "better list",
    );
    expect(await back(fileId)).toMatchObject({ changes: { counts: { withdrawnBikes: 1 } } });
    expect(await storedBike("WK-2")).toMatchObject({ is_withdrawn: false });
  });

  it("is refused while a file from before repetitions were kept may have said the same", async () => {
    const oemId = await seedModels(suite.owner, "Untraced");
    const rows = [{ bike_id: "UT-1", frame_number: "UTF1", model: "T1" }];
    const [first, second] = [await take(oemId, rows), await take(oemId, rows)];
    await suite.owner.execute(
      sql`update legacy_files set counts = counts - 'changes' where id in (${first.fileId}, ${second.fileId})`,
    );
    await expect(back(first.fileId)).rejects.toMatchObject({ code: "conflict" });
    await expect(back(first.fileId)).rejects.toThrow(/got old list\.csv, which repeated rows/);
    await take(oemId, rows);
    await back(second.fileId);
    expect(await back(first.fileId)).toMatchObject({ alsoSaid: 1 });
    expect(await storedBike("UT-1")).toMatchObject({ is_withdrawn: false, version: 1 });
  });

  it("takes along no decision, but what was decided for its sake rests until it comes again", async () => {
    const oemId = await seedModels(suite.owner, "Rests");
    const row = { bike_id: "DR-1", frame_number: "DRF1", model: "T1" };
    await take(oemId, [row]);
    const other = [{ bike_id: "DR-1", frame_number: "DRF2" }];
    const { fileId } = await take(oemId, other, "told", "a call");
    const [found] = await openIn(oemId);
    await decideContradiction(
      steward,
      { id: found?.id ?? 0, decision: "take", normal: "DRF2", reason: "looked at the bike" },
      suite.stores,
    );
    expect(await storedBike("DR-1")).toMatchObject({ frame_number: "DRF2" });
    await back(fileId);
    expect([await storedBike("DR-1"), await openIn(oemId)]).toMatchObject([{ frame_number: "DRF1" }, []]);
    await take(oemId, other, "told", "a call");
    expect([await storedBike("DR-1"), await openIn(oemId)]).toMatchObject([{ frame_number: "DRF2" }, []]);
  });

  it("frees the bike for the OEM whose files name it then", async () => {
    const [a, b] = [await seedModels(suite.owner, "Free A"), await seedModels(suite.owner, "Free B")];
    const row = { bike_id: "FR-1", frame_number: "FRF1", model: "T1", motor_serial: "FRM1" };
    const { fileId } = await take(a, [row]);
    await back(fileId);
    await take(b, [{ ...row, frame_number: "FRF9" }]);
    const bike = await one(sql`select oem_id, frame_number, withdrawn_at from bikes where bike_id = 'FR-1'`);
    expect(bike).toEqual({ oem_id: b, frame_number: "FRF9", withdrawn_at: null });
    expect(await openIn(a)).toEqual([]);
  });

  it("leaves a bike that somebody has registered again since as it was registered", async () => {
    const oemId = await seedModels(suite.owner, "Anew");
    const rows = [{ bike_id: "AN-1", frame_number: "ANF1", model: "T1", motor_serial: "ANM1" }];
    await back((await take(oemId, rows)).fileId);
    const admin = { ...steward, roles: ["admin"] } as const;
    const bikeId = BikeId.parse("AN-1");
    await reinstateBike(admin, { bikeId, reason: "it stands in the yard" }, suite.stores);
    const { fileId, imported } = await take(oemId, rows);
    expect(imported).toMatchObject({ outcomes: { agrees: 1 }, contradictions: 0 });
    expect(await back(fileId)).toMatchObject({ changes: { counts: { withdrawnBikes: 0, changedBikes: 0 } } });
    expect(await storedBike("AN-1")).toMatchObject({ is_withdrawn: false, frame_number: "ANF1" });
  });

  it("is taken back once, by stewards, for a reason that the audit keeps", async () => {
    const oemId = await seedModels(suite.owner, "Once");
    const { fileId } = await take(oemId, [{ bike_id: "ON-1", frame_number: "ONF1", model: "T1" }]);
    await expect(
      takeBackFacts(personOf(oemId), { fileId, reason: "wrong file" }, suite.stores),
    ).rejects.toMatchObject({ code: "forbidden" });
    await back(fileId);
    await expect(back(fileId)).rejects.toMatchObject({ code: "conflict" });
    const entry = await one(sql`
      select subject, reason, details from audit where verb = 'take-back-facts' order by id desc limit 1`);
    expect(entry).toMatchObject({
      subject: `legacy-file:${fileId}`,
      reason: "it was a wrong file",
      details: {
        fileName: "old list.csv",
        source: "old list",
        statements: 1,
        changes: { withdrawnBikes: 1 },
      },
    });
    const { files } = await listLegacyFiles(steward, { oemId }, suite.stores);
    expect(files).toMatchObject([
      {
        ...{ id: fileId, oem: "Once", rows: 1, bikes: 1, contradictions: 0 },
        takenBack: { reason: "it was a wrong file" },
      },
    ]);
  });
});

describe("the list of files", () => {
  it("has the newest first, page by page", async () => {
    const oemId = await seedModels(suite.owner, "Paged");
    const ids: string[] = [];
    for (const at of [1, 2, 3])
      ids.unshift((await take(oemId, [{ bike_id: `PA-${at}`, motor_serial: `PAM${at}` }])).fileId);
    const first = await listLegacyFiles(steward, { oemId, limit: 2 }, suite.stores);
    expect([first.files.map(({ id }) => id), first.next]).toEqual([ids.slice(0, 2), ids[1]]);
    const second = await listLegacyFiles(steward, { oemId, limit: 2, before: ids[1] }, suite.stores);
    expect([second.files.map(({ id }) => id), second.next]).toEqual([ids.slice(2), null]);
  });
});
