import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { boardScopeOf } from "@/lib/quality/board-scope-of";
import { madeForModels } from "@/lib/quality/made-for-models";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { listBatchFindings } from "../list-batch-findings";
import { makeFile } from "../testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "../testing/registration-suite";
import { MADE_COLUMNS } from "../testing/right-row";
import { seedWorld } from "../testing/seed-world";
import { loadProductions } from "./load-productions";
import { withdrawProduction } from "./withdraw-production";

const steward: Author = { kind: "console", command: "test" };

let suite: RegistrationSuite;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
  suite.run();
});
afterAll(() => suite.close());

let lots = 0;
/** Of this test alone. */
let lot: string;
beforeEach(() => {
  lot = `L${lots++}`;
});

const HEADER = ["Kind", "Plant", "Lot", "Part number", "Models", "Serial number", "Produced"];
const row = (serial: string, part = "M7", plant = "CP1") => ["motor", plant, lot, part, "", serial, ""];
const load = (...rows: string[][]) =>
  loadProductions(steward, { fileName: "lot.csv", bytes: writeCsv({ header: HEADER, rows }) }, suite.db);
const withdraw = (more: { plant?: string } = {}) =>
  withdrawProduction(steward, { lot, reason: "loaded by mistake", ...more }, suite.db);
const stored = () =>
  suite.ask(sql`
    select serial, part_number as part, withdrawn_at is not null as withdrawn from produced_components where lot = ${lot}
    order by serial, loaded_at`);

describe("a lot that was loaded by mistake", () => {
  it("is withdrawn: its components were never made, and what was stored stays with the moment", async () => {
    const file = makeFile({ seed: 701, rows: 2, errors: 0 });
    const world = await seedWorld(suite.owner, "Withdrawn", {
      known: { ...file.known, produced: new Map() },
    });
    const motors = file.rows.map((cells) => cells[MADE_COLUMNS.indexOf("motor_serial")] ?? "");
    const [part = ""] = file.rows.map((cells) => cells[MADE_COLUMNS.indexOf("motor_part")]);
    await suite.owner.execute(sql`delete from produced_kinds where kind <> 'motor'`);
    await load(...motors.map((serial) => row(serial, part)));
    const findings = async () => {
      const batch = await suite.send(world, file, "dry-run");
      const { rows } = await listBatchFindings(world.author, { batchId: batch.id }, suite.stores);
      return rows.flatMap((each) => each.findings.map(({ column, reason }) => [column, reason]));
    };
    expect(await findings()).toEqual([]);
    expect(await withdraw()).toEqual({ components: 2, inBikes: 0 });
    expect(await findings()).toEqual(motors.map(() => ["motor_serial", "never-produced"]));
    expect((await stored()).map(({ withdrawn }) => withdrawn)).toEqual([true, true]);
    expect(
      await suite.ask(sql`select subject, reason, details from audit where verb = 'withdraw-production'`),
    ).toEqual([
      {
        subject: `lot:${lot}`,
        reason: "loaded by mistake",
        details: { plant: "CP1", components: 2, inBikes: 0 },
      },
    ]);
  });

  it("is loaded again otherwise, and withdrawn again", async () => {
    await load(row(`${lot}-1`, "WRONG"));
    expect((await load(row(`${lot}-1`, "RIGHT"))).faults).toHaveLength(1);
    await withdraw();
    expect(await load(row(`${lot}-1`, "RIGHT"))).toMatchObject({ loaded: 1, faults: [] });
    expect(await load(row(`${lot}-1`, "RIGHT"))).toMatchObject({ loaded: 0, faults: [] });
    expect(await stored()).toEqual([
      { serial: `${lot}-1`, part: "WRONG", withdrawn: true },
      { serial: `${lot}-1`, part: "RIGHT", withdrawn: false },
    ]);
    expect(await withdraw()).toMatchObject({ components: 1 });
    expect(await load(row(`${lot}-1`, "WRONG"))).toMatchObject({ loaded: 1, faults: [] });
  });

  it("says how many of its components are in bikes, which stay as they are", async () => {
    const file = makeFile({ seed: 702, rows: 2, errors: 0 });
    const world = await seedWorld(suite.owner, "In bikes", { known: { ...file.known, produced: new Map() } });
    await suite.owner.execute(sql`delete from produced_kinds where kind <> 'motor'`);
    const at = (key: (typeof MADE_COLUMNS)[number]) => MADE_COLUMNS.indexOf(key);
    await load(
      ...file.rows.map((cells) => row(cells[at("motor_serial")] ?? "", cells[at("motor_part")])),
      row(`${lot}-spare`),
    );
    expect(await suite.send(world, file)).toMatchObject({ registered: 2 });
    const before = await suite.footprint();
    expect(await withdraw()).toEqual({ components: 3, inBikes: 2 });
    expect(await suite.footprint()).toEqual(before);
    expect(await suite.send(world, file)).toMatchObject({ unchanged: 2, failed: 0 });
  });

  it("is said of which plant it is where several have one of its name", async () => {
    await load(row(`${lot}-1`), row(`${lot}-2`, "M7", "CP2"));
    await expect(withdraw()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("CP1, CP2"),
    });
    expect(await withdraw({ plant: "CP2" })).toMatchObject({ components: 1 });
    expect((await stored()).map(({ withdrawn }) => withdrawn)).toEqual([false, true]);
    await expect(withdraw({ plant: "CP2" })).rejects.toMatchObject({ code: "not-found" });
    expect(await withdraw()).toMatchObject({ components: 1 });
    await expect(withdraw()).rejects.toMatchObject({ code: "not-found" });
  });

  it("says nothing of whose its components were any more", async () => {
    const [oem] = await suite.ask(
      sql`insert into organisations (name, kind) values ('Board', 'oem') returning id`,
    );
    const oemId = String(oem?.id);
    await suite.ask(sql`
      insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
      values (${oemId}, 'OWN', 'Own', 'city', 'G', 500, 'M', 700, 900)`);
    await load(["motor", "CP1", lot, "M7", "OWN", `${lot}-1`, ""]);
    const scope = boardScopeOf(steward, { oemId });
    const made = async () => [
      ...(await madeForModels(steward, scope, [{ kind: "motor", serial: `${lot}-1` }], suite.stores)),
    ];
    expect(await made()).toHaveLength(1);
    await withdraw();
    expect(await made()).toEqual([]);
  });
});
