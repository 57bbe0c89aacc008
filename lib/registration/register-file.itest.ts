import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openSheet } from "@/lib/spreadsheet/open-sheet";
import { writeXlsx } from "@/lib/spreadsheet/xlsx/write-xlsx";
import type { BatchView } from "./batch-view";
import { getBatch } from "./get-batch";
import { getFailedRowsFile } from "./get-failed-rows-file";
import { listBatchFindings } from "./list-batch-findings";
import { registerChecked } from "./register-checked";
import { makeFile } from "./testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "./testing/registration-suite";
import { type SeededWorld, seedWorld } from "./testing/seed-world";
import { uploadFile } from "./upload-file";

const file = makeFile({ seed: 7, rows: 10_000, errors: 22 });
const spoiled = new Set(file.expected.map(({ row }) => row));
const good = file.rows.length - spoiled.size;

let suite: RegistrationSuite;
let world: SeededWorld;
let dry: BatchView;
let real: BatchView;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
  suite.run();
  world = await seedWorld(suite.owner, "Aral", file);
  dry = await suite.send(world, file, "dry-run");
  const id = await registerChecked(world.author, { batchId: dry.id }, suite.stores);
  real = await suite.ended(world.author, id);
});
afterAll(() => suite.close());

/** All that is listed of a batch, page by page. */
async function findingsOf({ id }: BatchView) {
  const all = [];
  for (let page = 1; ; page++) {
    const { rows, total } = await listBatchFindings(world.author, { batchId: id, page }, suite.stores);
    all.push(...rows);
    if (all.length >= total || rows.length === 0) return all;
  }
}

describe("a file of 10,000 rows with 308 mistakes", () => {
  it("stores exactly the rows that are right", async () => {
    expect(real).toMatchObject({
      state: "done",
      rows: 10_000,
      done: 10_000,
      registered: good,
      unchanged: 0,
      failed: spoiled.size,
    });
    const stored = await suite.ask(sql`
      select bike_id from bikes where batch_id = ${real.id} order by bike_id`);
    const right = file.rows.flatMap(([bikeId = ""], at) => (spoiled.has(at + 2) ? [] : [bikeId]));
    expect(stored.map(({ bike_id }) => bike_id)).toEqual(right.toSorted());
    const [whole] = await suite.ask(sql`
      select count(distinct b.bike_id)::integer as bikes, count(*)::integer as components
      from bikes b join component_periods p on p.bike_id = b.bike_id where b.batch_id = ${real.id}`);
    expect(whole).toEqual({ bikes: good, components: 4 * good });
    const entities = await suite.ask(sql`select bike_id, version from outbox`);
    expect(entities.length).toBe(good);
  });

  it("lists each mistake with its row, column and reason, and nothing else", async () => {
    const found = (await findingsOf(real)).flatMap(({ rowNumber, findings }) =>
      findings
        .filter(({ severity }) => severity === "error")
        .map(({ column, reason }) => `${rowNumber} ${column} ${reason}`),
    );
    expect(found.toSorted()).toEqual(
      file.expected.map(({ row, column, reason }) => `${row} ${column} ${reason}`).toSorted(),
    );
  });

  it("comes to the same in a dry run, which stores no bike", async () => {
    expect(dry).toMatchObject({ registered: good, failed: spoiled.size, toFix: spoiled.size });
    expect(await findingsOf(dry)).toEqual(await findingsOf(real));
    const [bikes] = await suite.ask(sql`select count(*)::integer as n from bikes where batch_id = ${dry.id}`);
    expect(bikes).toEqual({ n: 0 });
  });

  it("is registered once, however often it is asked for", async () => {
    expect(await registerChecked(world.author, { batchId: dry.id }, suite.stores)).toBe(real.id);
  });

  it("changes nothing when it comes again", async () => {
    const before = await suite.footprint();
    expect(await suite.send(world, file)).toMatchObject({
      registered: 0,
      unchanged: good,
      failed: spoiled.size,
    });
    expect(await suite.footprint()).toEqual(before);
  });

  it("is audited step by step, not bike by bike", async () => {
    const steps = await suite.ask(sql`
      select verb, actor from audit where subject in (${`batch:${dry.id}`}, ${`batch:${real.id}`}) order by id`);
    expect(steps.map(({ verb }) => verb)).toEqual([
      "upload-file",
      "check-file",
      "register-checked",
      "register-file",
    ]);
    expect(new Set(steps.map(({ actor }) => actor))).toEqual(new Set([`user:${world.author.id}`]));
  });

  it.each(["csv", "xlsx"] as const)(
    "gives back its failed rows as %s, to be mended and sent again",
    async (format) => {
      const saved = await getFailedRowsFile(world.author, { batchId: real.id, format }, suite.stores);
      const sheet = await openSheet({ name: saved.fileName, bytes: saved.bytes });
      const rows: string[][] = [];
      for await (const { cells } of sheet.rows) rows.push(cells.map(({ text }) => text));
      expect(sheet.header).toEqual([...file.header, "What to do"]);
      expect(rows.length).toBe(spoiled.size);
      expect(rows.map((row) => row.slice(0, 2))).toEqual(
        [...spoiled].toSorted((a, b) => a - b).map((row) => file.rows[row - 2]?.slice(0, 2)),
      );
      expect(rows.every((row) => (row[file.header.length] ?? "").includes("expected"))).toBe(true);
    },
  );
});

describe("a frame number written in two ways", () => {
  it("is found in one file by the dry run, with its row, column and reason, and across files", async () => {
    const small = makeFile({ seed: 21, rows: 3, errors: 0 });
    const other = await seedWorld(suite.owner, "Dash", small);
    await suite.owner.execute(sql`update bike_models set frame_pattern = null where oem_id = ${other.oemId}`);
    const withFrames = (...frames: string[]) => ({
      ...small,
      rows: frames.flatMap((frame, at) => [small.rows[at]?.with(1, frame) ?? []]),
    });
    const checked = await suite.send(other, withFrames("DA26-1", "DA26-2", "DA261"), "dry-run");
    const { rows } = await listBatchFindings(other.author, { batchId: checked.id, page: 1 }, suite.stores);
    expect(rows).toMatchObject([
      { rowNumber: 4, findings: [{ column: "frame_number", reason: "also-in-row", got: "also in row 2" }] },
    ]);
    expect(await suite.send(other, withFrames("DA26-1"))).toMatchObject({ registered: 1, failed: 0 });
    expect(await suite.send(other, withFrames("da 26/1"))).toMatchObject({ unchanged: 1, failed: 0 });
    const again = { ...small, rows: [small.rows[1]?.with(1, "DA261") ?? []] };
    const taken = await suite.send(other, again, "dry-run");
    const found = await listBatchFindings(other.author, { batchId: taken.id, page: 1 }, suite.stores);
    expect(found.rows).toMatchObject([{ findings: [{ column: "frame_number", reason: "registered" }] }]);
  });
});

describe("rows that failed", () => {
  it("are to be fixed until their bikes are registered, from a file with a column that says what to do", async () => {
    const small = makeFile({ seed: 8, rows: 200, errors: 1 });
    const other = await seedWorld(suite.owner, "Belt", small);
    const first = await suite.send(other, small);
    expect(first.toFix).toBe(first.failed);
    const { bytes } = await getFailedRowsFile(
      other.author,
      { batchId: first.id, format: "csv" },
      suite.stores,
    );
    const sheet = await openSheet({ name: "f.csv", bytes });
    const rows: string[][] = [];
    for await (const { cells } of sheet.rows) rows.push(cells.map(({ text }) => text));
    const motor = file.header.indexOf("Motor serial");
    const lacking = rows.find((row) => row[motor] === "");
    if (!lacking) throw new Error("the file has no row without a motor");
    lacking[motor] = `M7-1${(lacking[0] ?? "").slice(-6)}`;
    const second = await suite.send(other, { header: sheet.header, rows });
    expect(second).toMatchObject({ registered: 1, failed: first.failed - 1 });
    expect((await getBatch(other.author, { batchId: first.id }, suite.stores)).toFix).toBe(first.failed - 1);
    const items = await suite.ask(sql`
      select first_batch_id, first_reasons, registered_at is not null as registered from registration_items
      where oem_id = ${other.oemId} and 'missing' = any(first_reasons)`);
    expect(items).toEqual([{ first_batch_id: first.id, first_reasons: ["missing"], registered: true }]);
  });
});

describe("a workbook", () => {
  it("comes to the same as the table that it was made of", async () => {
    const small = makeFile({ seed: 9, rows: 500, errors: 2 });
    const other = await seedWorld(suite.owner, "Cargo", small);
    const bytes = writeXlsx(small);
    const upload = { plantId: other.plantId, fileName: "week.xlsx", bytes, kind: "registration" as const };
    const id = await uploadFile(other.author, upload, suite.stores);
    const failed = new Set(small.expected.map(({ row }) => row)).size;
    expect(await suite.ended(other.author, id)).toMatchObject({ registered: 500 - failed, failed });
  });
});

describe("a cell with a sign that is no character", () => {
  it("is at fault alone, and the other rows are registered", async () => {
    const small = makeFile({ seed: 10, rows: 20, errors: 0 });
    const other = await seedWorld(suite.owner, "Delta", small);
    const frame = small.header.indexOf("Frame number");
    const model = small.header.indexOf("Model");
    const rows = small.rows.map((row, at) =>
      row.map((text, column) =>
        at === 3 && (column === 0 || column === frame || column === model) ? `${text}\0` : text,
      ),
    );
    const upload = { plantId: other.plantId, fileName: "week.xlsx", bytes: writeXlsx({ ...small, rows }) };
    const id = await uploadFile(other.author, { ...upload, kind: "registration" }, suite.stores);
    expect(await suite.ended(other.author, id)).toMatchObject({ state: "done", registered: 19, failed: 1 });
    const listed = await listBatchFindings(other.author, { batchId: id }, suite.stores);
    expect(listed.rows.map(({ rowNumber }) => rowNumber)).toEqual([5]);
    expect(listed.reasons).toEqual([{ reason: "damaged-text", rows: 1 }]);
  });
});
