import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { ORGANISATION_KINDS, SCOPES, type Scope, type UserActor } from "@/lib/domain/actor";
import { boardScopeOf } from "@/lib/quality/board-scope-of";
import { madeForModels } from "@/lib/quality/made-for-models";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { listBatchFindings } from "../list-batch-findings";
import { makeFile } from "../testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "../testing/registration-suite";
import { seedWorld } from "../testing/seed-world";
import { declareWhole } from "./declare-whole";
import { loadProductions } from "./load-productions";

const person = (kind: "maker" | "oem" | "fleet", roles: UserActor["roles"]): UserActor => ({
  kind: "user",
  id: randomUUID(),
  name: "P",
  email: "p@example.org",
  organisation: { id: randomUUID(), name: "O", kind },
  roles,
});
const steward = person("maker", ["steward"]);

let suite: RegistrationSuite;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
  suite.run();
});
afterAll(() => suite.close());

let serials = 0;
/** Of this test alone. */
let lot: string;
beforeEach(() => {
  lot = `L${serials++}`;
});

const HEADER = ["Kind", "Plant", "Lot", "Part number", "Models", "Serial number", "Produced"];
type Part = Partial<Record<"kind" | "plant" | "part" | "models" | "serial" | "produced", string>>;
const row = (part: Part): string[] => {
  const {
    kind = "motor",
    plant = "CP1",
    part: number = "M7",
    models = "",
    serial = "1",
    produced = "2026-10-02",
  } = part;
  return [kind, plant, lot, number, models, `${lot}-${serial}`, produced];
};
const load = (rows: readonly string[][], author: Author = steward, header = HEADER) =>
  loadProductions(author, { fileName: "lot.csv", bytes: writeCsv({ header, rows }) }, suite.db);
const stored = () =>
  suite.ask(sql`
    select kind, serial, serial_normal, part_number, model_codes, plant, produced_on::text from produced_components
    where lot = ${lot} order by serial`);
const audited = () =>
  suite.ask(sql`select count(*)::integer as n from audit where verb = 'load-productions'`);

describe("a file of productions", () => {
  it("is stored once, and audited once, however often it comes and however its rows are ordered and written", async () => {
    const rows = [
      row({ models: "B2; A1" }),
      row({ serial: "2", kind: "battery", produced: "" }),
      row({ serial: "3", models: "" }),
    ];
    expect(await load(rows)).toEqual({ rows: 3, loaded: 3, faults: [], unknownModels: ["A1", "B2"] });
    const [before, entries] = [await stored(), await audited()];
    expect(before[0]).toEqual({
      ...{ kind: "motor", serial: `${lot}-1`, serial_normal: `${lot}1`, part_number: "M7", plant: "CP1" },
      ...{ model_codes: ["A1", "B2"], produced_on: "2026-10-02" },
    });
    const written = rows.map((cells) =>
      cells.map((cell, at) => (at === 5 ? cell.toLowerCase().replace("-", " ") : cell)),
    );
    for (const again of [rows, rows.toReversed(), written, [...rows, ...rows]])
      expect(await load(again)).toMatchObject({ loaded: 0, faults: [] });
    expect([await stored(), await audited()]).toEqual([before, entries]);
  });

  it("that contradicts what is known, or itself, is not stored at all, and says so of each such row", async () => {
    await load([row({ models: "A1" })]);
    const entries = await audited();
    const { loaded, faults } = await load([
      row({ serial: "new" }),
      row({ models: "A2" }),
      row({ serial: "twice" }),
      row({ serial: "twice", part: "M8" }),
    ]);
    expect(loaded).toBe(0);
    expect(faults).toEqual([
      {
        row: 3,
        fault: `${lot}-1 is known otherwise: part M7 of lot ${lot} of CP1 for A1, produced 2026-10-02`,
      },
      { row: 5, fault: expect.stringContaining(`${lot}-twice is known otherwise`) },
    ]);
    expect((await stored()).length).toBe(1);
    expect(await audited()).toEqual(entries);
  });

  it("with rows that cannot be read is not stored at all, and says what was expected", async () => {
    const { faults } = await load([
      row({ serial: "good" }),
      row({ kind: "saddle" }),
      row({ produced: "03/04/2026" }),
      row({ plant: "" }),
      row({ kind: "battery_2" }),
    ]);
    expect(faults).toEqual([
      { row: 3, fault: "Kind: expected motor, battery, display, remote, module, got saddle" },
      { row: 4, fault: "Produced: expected a day such as 2026-11-02, got 03/04/2026" },
      { row: 5, fault: "Plant: expected a value, got nothing" },
      { row: 6, fault: "Kind: expected motor, battery, display, remote, module, got battery_2" },
    ]);
    expect(await stored()).toEqual([]);
    await expect(load([["x"]], steward, ["Kind"])).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("Serial number"),
    });
  });

  it("that comes twice at once is stored once", async () => {
    const rows = Array.from({ length: 6_000 }, (_, at) => row({ serial: String(at) }));
    const both = await Promise.all([load(rows), load(rows.toReversed())]);
    expect(both.map(({ faults }) => faults)).toEqual([[], []]);
    expect(both[0].loaded + both[1].loaded).toBe(6_000);
    expect(await stored()).toHaveLength(6_000);
  });

  it.each<[string, Author]>([
    ["support of the maker", person("maker", ["support"])],
    ["an OEM", person("oem", ["oem"])],
    ["a fleet's administrator", person("fleet", ["admin"])],
  ])("is not taken from %s", async (_who, author) => {
    await expect(load([row({})], author)).rejects.toMatchObject({ code: "forbidden" });
    const whole = declareWhole(author, { kind: "motor", reason: "x" }, suite.db);
    await expect(whole).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a file of a component plant's system", () => {
  it("is taken by a key of the maker with scope produce, and by no other", async () => {
    const client = (kind: "maker" | "oem" | "fleet", scope: Scope): Author => ({
      kind: "api-client",
      client: {
        ...{ id: randomUUID(), name: "plant", organisationId: randomUUID(), organisationKind: kind },
        ...{ scopes: [scope], sources: [], bikeIds: [], bikePrefixes: [] },
      },
    });
    for (const kind of ORGANISATION_KINDS)
      for (const scope of SCOPES.filter((each) => kind !== "maker" || each !== "produce")) {
        const refused = load([row({})], client(kind, scope));
        await expect(refused, `${scope} of ${kind}`).rejects.toMatchObject({ code: "forbidden" });
      }
    const author = client("maker", "produce");
    expect(await load([row({})], author)).toMatchObject({ loaded: 1, faults: [] });
    expect(await load([row({ part: "M8" })], author)).toMatchObject({ loaded: 0, faults: [{ row: 2 }] });
    const told = { kind: "motor" as const, reason: "x" };
    await expect(declareWhole(author, told, suite.db)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("registering", () => {
  it("finds components that were never made, or made for another model or under another part number", async () => {
    const file = makeFile({ seed: 71, rows: 4, errors: 0 });
    const bare = { known: { ...file.known, produced: new Map(), producedKinds: new Set<never>() } };
    const world = await seedWorld(suite.owner, "Checked", bare);
    const at = (name: string) => file.header.indexOf(name);
    const [serial, part] = [at("Motor serial"), at("Motor part")];
    const motors = file.rows.map((cells) => ({ serial: cells[serial] ?? "", part: cells[part] ?? "" }));
    const reasons = async () => {
      const batch = await suite.send(world, file, "dry-run");
      const { rows } = await listBatchFindings(world.author, { batchId: batch.id }, suite.stores);
      return rows.flatMap(({ rowNumber, findings }) => findings.map(({ reason }) => [rowNumber, reason]));
    };
    expect(await reasons()).toEqual([]);
    const made = (n: number, models: string, number = motors[n]?.part ?? "") => [
      "motor",
      "CP1",
      lot,
      number,
      models,
      motors[n]?.serial ?? "",
      "",
    ];
    await load([made(0, ""), made(1, "NO-SUCH-MODEL"), made(2, "", "ELSE-1")]);
    expect(await reasons()).toEqual([
      [3, "other-model"],
      [4, "other-part"],
    ]);
    const tomorrow = new Date(Date.now() + 86_400_000);
    await declareWhole(steward, { kind: "motor", since: tomorrow, reason: "all are loaded" }, suite.db);
    expect(await reasons()).toHaveLength(2);
    await declareWhole(steward, { kind: "motor", reason: "all are loaded" }, suite.db);
    expect(await reasons()).toEqual([
      [3, "other-model"],
      [4, "other-part"],
      [5, "never-produced"],
    ]);
    expect(
      await suite.ask(sql`
      select subject, reason from audit where verb = 'declare-whole' order by id desc limit 1`),
    ).toEqual([{ subject: "component-kind:motor", reason: "all are loaded" }]);
    await declareWhole(steward, { kind: "motor", since: tomorrow, reason: "some are missing" }, suite.db);
    expect(await reasons()).toHaveLength(2);
  });

  it("says which component was probably meant by one that was never made", async () => {
    const file = makeFile({ seed: 72, rows: 1, errors: 0 });
    const bare = { known: { ...file.known, produced: new Map(), producedKinds: new Set<never>() } };
    const world = await seedWorld(suite.owner, "Guessed", bare);
    await declareWhole(steward, { kind: "display", reason: "all are loaded" }, suite.db);
    const at = file.header.indexOf("Display serial");
    const serial = file.rows[0]?.[at] ?? "";
    const meant = `${serial.slice(0, -2)}${serial.slice(-1)}${serial.slice(-2, -1)}`;
    expect(meant).not.toBe(serial);
    await load([["display", "CP1", lot, "DS-1", "", meant, ""]]);
    const batch = await suite.send(world, file, "dry-run");
    const { rows } = await listBatchFindings(world.author, { batchId: batch.id }, suite.stores);
    expect(rows[0]?.findings).toMatchObject([{ reason: "never-produced", suggestion: meant }]);
  });

  it("and the board of an OEM know what was made for its models alone", async () => {
    const [oem] = await suite.ask(
      sql`insert into organisations (name, kind) values ('Board', 'oem') returning id`,
    );
    const oemId = String(oem?.id);
    await suite.ask(sql`
      insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
      values (${oemId}, ${`OWN-${lot}`}, 'Own', 'city', 'G', 500, 'M', 700, 900)`);
    await load([
      row({ models: `OWN-${lot}` }),
      row({ serial: "2", models: `OWN-${lot}|OTHER` }),
      row({ serial: "3" }),
    ]);
    const parts = ["1", "2", "3"].map((each) => ({ kind: "motor" as const, serial: `${lot}-${each}` }));
    const scope = boardScopeOf(steward, { oemId });
    const made = await madeForModels(steward, scope, parts, suite.stores);
    expect([...made]).toEqual([`motor ${lot}1`]);
  });
});
