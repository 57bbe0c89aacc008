import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import type { UserActor } from "@/lib/domain/actor";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import type { BatchView } from "./batch-view";
import { changeModel } from "./change-model";
import { closePlant } from "./close-plant";
import { createModel } from "./create-model";
import { createPlant } from "./create-plant";
import { getBatch } from "./get-batch";
import { getFailedRowsFile } from "./get-failed-rows-file";
import { getTemplate } from "./get-template";
import { listBatchFindings } from "./list-batch-findings";
import { listBatches } from "./list-batches";
import { listModels } from "./list-models";
import { listPlants } from "./list-plants";
import { matchFileColumns } from "./match-file-columns";
import { registerChecked } from "./register-checked";
import { registerRows } from "./register-rows";
import { renamePlant } from "./rename-plant";
import { retireModel } from "./retire-model";
import { makeFile } from "./testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "./testing/registration-suite";
import { type SeededWorld, seedWorld } from "./testing/seed-world";
import { uploadFile } from "./upload-file";
import { withdrawBatch } from "./withdraw-batch";

const file = makeFile({ seed: 51, rows: 60, errors: 1 });
let suite: RegistrationSuite;
let mine: SeededWorld;
let other: SeededWorld;
let batch: BatchView;
let dry: BatchView;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
  suite.run();
  mine = await seedWorld(suite.owner, "Mine", file);
  other = await seedWorld(suite.owner, "Other", { known: { ...file.known, componentsInBikes: new Map() } });
  dry = await suite.send(mine, file, "dry-run");
  batch = await suite.send(mine, file);
});
afterAll(() => suite.close());

describe("another OEM's file", () => {
  it.each<[string, (author: Author) => Promise<unknown>]>([
    ["its state", (author) => getBatch(author, { batchId: batch.id }, suite.stores)],
    ["its findings", (author) => listBatchFindings(author, { batchId: batch.id }, suite.stores)],
    [
      "its failed rows",
      (author) => getFailedRowsFile(author, { batchId: batch.id, format: "csv" }, suite.stores),
    ],
    ["registering it", (author) => registerChecked(author, { batchId: dry.id }, suite.stores)],
    ["withdrawing it", (author) => withdrawBatch(author, { batchId: batch.id, reason: "x" }, suite.stores)],
    [
      "a file for its plant",
      (author) =>
        uploadFile(
          author,
          { plantId: mine.plantId, fileName: "f.csv", bytes: writeCsv(file), kind: "registration" },
          suite.stores,
        ),
    ],
    [
      "columns for its plant",
      (author) =>
        matchFileColumns(
          author,
          { plantId: mine.plantId, fileName: "f.csv", bytes: writeCsv(file) },
          suite.stores,
        ),
    ],
  ])("is not found: %s", async (_what, attempt) => {
    await expect(attempt(other.author)).rejects.toMatchObject({ code: "not-found" });
  });

  it("is in no list", async () => {
    expect((await listBatches(other.author, {}, suite.stores)).batches).toEqual([]);
    expect((await listBatches(mine.author, {}, suite.stores)).batches.map(({ id }) => id)).toEqual([
      batch.id,
      dry.id,
    ]);
  });

  it("takes its numbers, of which no more is told", async () => {
    const taken = await suite.send(other, file);
    expect(taken.registered).toBe(0);
    const { rows } = await listBatchFindings(other.author, { batchId: taken.id }, suite.stores);
    const reasons = new Set(rows.flatMap(({ findings }) => findings.map(({ reason }) => reason)));
    expect(reasons).toContain("taken");
    expect(reasons).not.toContain("registered");
    expect(JSON.stringify(rows)).not.toContain("Mine");
  });
});

describe("who registers", () => {
  const organisation = { id: randomUUID(), name: "O" };
  const user = (kind: "maker" | "oem" | "fleet", roles: UserActor["roles"]): UserActor => ({
    kind: "user",
    id: randomUUID(),
    name: "U",
    email: "u@example.org",
    organisation: { ...organisation, kind },
    roles,
  });
  it.each([
    ["an operator of an OEM", user("oem", ["operator"])],
    ["a fleet", user("fleet", ["oem", "admin"])],
    ["support of the maker", user("maker", ["support"])],
  ])("is not %s", async (_who, author) => {
    await expect(createPlant(author, { code: "P9", name: "P" }, suite.stores)).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("is the maker's administrator for any OEM, and the bikes are that OEM's", async () => {
    const more = makeFile({ seed: 52, rows: 20, errors: 0 });
    const admin = user("maker", ["admin"]);
    const world = await seedWorld(suite.owner, "Third", more);
    const upload = {
      plantId: world.plantId,
      fileName: "f.csv",
      bytes: writeCsv(more),
      kind: "registration" as const,
    };
    const done = await suite.ended(admin, await uploadFile(admin, upload, suite.stores));
    expect(done).toMatchObject({ registered: 20, oemId: world.oemId });
    expect((await getBatch(world.author, { batchId: done.id }, suite.stores)).registered).toBe(20);
  });
});

describe("rows of a plant's system", () => {
  const rows = (seed: number) => {
    const { header, rows } = makeFile({ seed, rows: 5, errors: 0 });
    const keys = [
      "bike_id",
      "frame_number",
      "model",
      "produced_on",
      "fnuci",
      "battery_passport",
      "imei",
      "iccid",
      "battery_wh",
      "firmware",
      "motor_serial",
      "motor_part",
      "battery_serial",
      "battery_part",
      "display_serial",
      "module_serial",
    ];
    expect(keys.length).toBe(header.length);
    return rows.map((row) => Object.fromEntries(row.map((cell, at) => [keys[at] ?? "", cell])));
  };

  it("are checked, stored and answered one by one, at once", async () => {
    const made = makeFile({ seed: 53, rows: 5, errors: 0 });
    const world = await seedWorld(suite.owner, "Fourth", made);
    const [first = {}, ...rest] = rows(53);
    const sent = [{ ...first, motor_serial: "" }, ...rest];
    const dryRun = await registerRows(
      world.author,
      { plant: "P1", kind: "dry-run", rows: sent },
      suite.stores,
    );
    const real = await registerRows(
      world.author,
      { plant: "P1", kind: "registration", rows: sent },
      suite.stores,
    );
    expect(real.results).toEqual(dryRun.results);
    expect(real.results.map(({ rowNumber, outcome }) => [rowNumber, outcome])).toEqual([
      [0, "failed"],
      ...[1, 2, 3, 4].map((row) => [row, "registered"]),
    ]);
    expect(real.results[0]?.findings).toMatchObject([{ column: "motor_serial", reason: "missing" }]);
    const again = await registerRows(
      world.author,
      { plant: "P1", kind: "registration", rows: rows(53) },
      suite.stores,
    );
    expect(again.results.map(({ outcome }) => outcome)).toEqual([
      "registered",
      ...Array(4).fill("unchanged"),
    ]);
    expect((await getBatch(world.author, { batchId: real.batchId }, suite.stores)).toFix).toBe(0);
  });

  it("are refused as a whole where a value has no column", async () => {
    const request = registerRows(
      mine.author,
      { plant: "P1", kind: "dry-run", rows: [{ bike_id: "LI-1", colour: "red" }] },
      suite.stores,
    );
    await expect(request).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("colour"),
    });
  });
});

describe("a plant", () => {
  it("is made, renamed and closed, and takes no file after that", async () => {
    const plantId = await createPlant(mine.author, { code: "p2", name: "Two" }, suite.stores);
    const again = createPlant(mine.author, { code: "P2", name: "Two" }, suite.stores);
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    await renamePlant(mine.author, { plantId, name: "Second" }, suite.stores);
    const { bytes } = await getTemplate(mine.author, { plantId, format: "xlsx" }, suite.stores);
    const seen = await matchFileColumns(mine.author, { plantId, fileName: "t.xlsx", bytes }, suite.stores);
    expect(seen).toMatchObject({ missing: [], ambiguous: [], kind: "xlsx" });
    await closePlant(mine.author, { plantId, reason: "sold" }, suite.stores);
    const upload = { plantId: "P2", fileName: "f.csv", bytes: writeCsv(file), kind: "dry-run" as const };
    await expect(uploadFile(mine.author, upload, suite.stores)).rejects.toMatchObject({ code: "conflict" });
    const plants = await listPlants(mine.author, {}, suite.stores);
    expect(plants.map(({ code, name, closedAt }) => [code, name, closedAt !== null])).toEqual([
      ["P1", "Plant one", false],
      ["P2", "Second", true],
    ]);
  });

  it("remembers how the columns of its files were chosen", async () => {
    const plantId = await createPlant(mine.author, { code: "P3", name: "Three" }, suite.stores);
    const header = file.header.map((name, at) => (at === 1 ? "Kennung" : name));
    const bytes = writeCsv({ header, rows: file.rows.slice(0, 2) });
    const upload = { plantId, fileName: "f.csv", bytes, kind: "dry-run" as const };
    const unclear = uploadFile(mine.author, upload, suite.stores);
    await expect(unclear).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("Frame number"),
    });
    const { columns } = await matchFileColumns(
      mine.author,
      { plantId, fileName: "f.csv", bytes },
      suite.stores,
    );
    const chosen = columns.map(({ key, index }) => (index === 1 ? ("frame_number" as const) : key));
    await uploadFile(mine.author, { ...upload, columns: chosen }, suite.stores);
    await uploadFile(mine.author, upload, suite.stores);
    const next = await matchFileColumns(mine.author, { plantId, fileName: "f.csv", bytes }, suite.stores);
    expect(next.columns[1]).toMatchObject({ key: "frame_number", how: "remembered" });
  });
});

describe("a model", () => {
  it("that is changed gives each of its bikes a new version, where their entities name what was changed", async () => {
    const [model] = await suite.ask(sql`
      select m.id, count(*)::integer as bikes from bike_models m join bikes b on b.model_id = m.id
      where m.oem_id = ${mine.oemId} group by m.id order by m.id limit 1`);
    const modelId = String(model?.id);
    expect(await changeModel(mine.author, { modelId, changes: { motor: "M8" } }, suite.stores)).toBe(0);
    expect(await changeModel(mine.author, { modelId, changes: { name: "New name" } }, suite.stores)).toBe(
      model?.bikes,
    );
    await expect
      .poll(
        () =>
          suite.ask(
            sql`select count(*)::integer as n from outbox where entity -> 'model' ->> 'name' = 'New name'`,
          ),
        { timeout: 10_000 },
      )
      .toEqual([{ n: model?.bikes }]);
    await expect(
      changeModel(other.author, { modelId, changes: { name: "x" } }, suite.stores),
    ).rejects.toMatchObject({ code: "not-found" });
  });

  it("has patterns that can be read, and a code of its own", async () => {
    const model = {
      code: "NEW-1",
      name: "New",
      vehicleType: "city" as const,
      hardwareGeneration: "G2",
      batteryWh: 500,
      motor: "M7",
      wheelMm: 700,
      reportEverySeconds: 900,
    };
    const endless = createModel(mine.author, { ...model, framePattern: "A+" }, suite.stores);
    await expect(endless).rejects.toMatchObject({ code: "invalid" });
    const id = await createModel(mine.author, { ...model, framePattern: "A\\d{4}" }, suite.stores);
    expect((await listModels(mine.author, {}, suite.stores)).map((each) => each.id)).toContain(id);
    await expect(createModel(mine.author, model, suite.stores)).rejects.toMatchObject({ code: "conflict" });
    await retireModel(mine.author, { modelId: id, reason: "end of line" }, suite.stores);
    await retireModel(mine.author, { modelId: id, reason: "again" }, suite.stores);
    const retired = (await listModels(mine.author, {}, suite.stores)).filter(
      (each) => each.retiredAt !== null,
    );
    expect(retired.map((each) => each.id)).toEqual([id]);
  });
});
