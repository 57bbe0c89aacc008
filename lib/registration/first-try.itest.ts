import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { asTenant } from "@/lib/db/as-tenant";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { registerChecked } from "./register-checked";
import { retireModel } from "./retire-model";
import { type MadeFile, makeFile } from "./testing/make-file";
import { randomOf, shuffled } from "./testing/random";
import { openRegistrationSuite, type RegistrationSuite } from "./testing/registration-suite";
import { type SeededWorld, seedWorld } from "./testing/seed-world";
import { uploadFile } from "./upload-file";
import { claimBatch } from "./working/claim-batch";
import { tryItems } from "./working/store-outcomes";
import { workOnBatch } from "./working/work-on-batch";

let suite: RegistrationSuite;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
});
afterAll(() => suite.close());

const column = (name: string) => file.header.indexOf(name);
let seed = 700;
let file: MadeFile;
let world: SeededWorld;
/** Other bikes of another OEM. */
async function beginAnew(): Promise<void> {
  seed += 1;
  file = makeFile({ seed, rows: 40, errors: 0 });
  world = await seedWorld(suite.owner, `Aral ${seed}`, file);
}
beforeEach(beginAnew);

/** Sends rows that nobody works on yet. */
const upload = (rows: readonly (readonly string[])[], kind: "dry-run" | "registration" = "registration") =>
  uploadFile(
    world.author,
    { plantId: world.plantId, fileName: "f.csv", bytes: writeCsv({ header: file.header, rows }), kind },
    suite.stores,
  );

/** Works on files in this order, whenever they came. */
async function workOn(...batchIds: readonly string[]): Promise<void> {
  for (const id of batchIds) {
    await suite.owner.execute(
      sql`update batches set claimed_until = case when id = ${id} then null else now() + interval '1 hour' end
        where state in ('waiting', 'working')`,
    );
    const batch = await claimBatch(suite.stores.maker);
    if (batch?.id !== id) throw new Error("another batch was claimed");
    await workOnBatch({ batch, tenants: suite.stores.tenant, signal: new AbortController().signal });
  }
}

/** What the board counts by, and what is to be fixed. */
async function board() {
  const items = await suite.ask(sql`
    select item_key, first_batch_id, first_reasons, registered_at is not null as registered,
      first_at = (select created_at from batches b where b.id = first_batch_id) as dated
    from registration_items where oem_id = ${world.oemId} order by item_key`);
  return items;
}
const counts = async () => {
  const items = await board();
  const passed = items.filter((item) => Array.isArray(item.first_reasons) && item.first_reasons.length === 0);
  const registered = items.filter((item) => item.registered === true);
  return { tried: items.length, passed: passed.length, registered: registered.length };
};

const spoil = (part: Readonly<Record<string, string>>) => (row: readonly string[]) =>
  Object.entries(part).reduce<readonly string[]>(
    (cells, [name, text]) => cells.with(column(name), text),
    row,
  );

describe("bikes that are registered and come again", () => {
  it.each([
    ["with another firmware", { Firmware: "4.13.1" }],
    ["with another firmware and without their ids", { Firmware: "4.13.1", "Telemetry id": "" }],
    ["as they are", {}],
  ])("%s are no new tries", async (_, part) => {
    await workOn(await upload(file.rows));
    const before = await board();
    expect(await counts()).toEqual({ tried: 40, passed: 40, registered: 40 });
    await workOn(await upload(file.rows.map(spoil(part)), "dry-run"));
    await workOn(await upload(file.rows.map(spoil(part))));
    expect(await board()).toEqual(before);
  });

  it("are none either where they were registered by other ways", async () => {
    await workOn(await upload(file.rows));
    await suite.owner.execute(
      sql`update registration_items set item_key = 'bike:OTHER-' || item_key where oem_id = ${world.oemId}`,
    );
    await workOn(await upload(file.rows.map(spoil({ Firmware: "4.13.1" }))));
    expect(await counts()).toEqual({ tried: 40, passed: 40, registered: 40 });
  });
});

describe("two files of the same bikes", () => {
  const RIGHT = {};
  const FUTURE = { Produced: "2062-11-02" };
  const OTHER = { Firmware: "4.13.1" };
  const NO_ID = { "Telemetry id": "" };
  it.each([
    ["both right", RIGHT, RIGHT],
    ["the first wrong", FUTURE, RIGHT],
    ["the second wrong", RIGHT, FUTURE],
    ["both wrong", FUTURE, { Model: "ROAD" }],
    ["with other values", RIGHT, OTHER],
    ["with other values, the first wrong too", { ...OTHER, ...FUTURE }, RIGHT],
    ["the first without ids", NO_ID, RIGHT],
  ] as const)("count the same in whichever order they are worked on: %s", async (_, first, second) => {
    const kinds = [["registration", "registration"] as const, ["dry-run", "registration"] as const];
    for (const [one, two] of kinds) {
      const ends = [];
      for (const isTurned of [false, true]) {
        await beginAnew();
        const rows = file.rows.slice(0, 4);
        const ids = [await upload(rows.map(spoil(first)), one), await upload(rows.map(spoil(second)), two)];
        await workOn(...(isTurned ? ids.toReversed() : ids));
        const items = await board();
        expect(items.every(({ dated }) => dated === true)).toBe(true);
        ends.push(
          items.map(({ first_batch_id, first_reasons, registered }) => ({
            first: ids.indexOf(String(first_batch_id)),
            first_reasons,
            registered,
          })),
        );
      }
      expect(ends[1]).toEqual(ends[0]);
      expect(ends[0]).toHaveLength(4);
    }
  });

  it("end the same in whichever order and pieces their rows are told of", async () => {
    const rows = file.rows.slice(0, 1);
    const batchIds = [await upload(rows, "dry-run"), await upload(rows), await upload(rows)];
    const random = randomOf(7);
    const told = Array.from({ length: 24 }, () => ({
      id: batchIds[Math.floor(random() * 3)] ?? "",
      itemKey: `bike:${Math.floor(random() * 3)}`,
      reasons: ["format", "future", "missing"].filter(() => random() < 0.4),
    }));
    const ends = [];
    for (let turn = 0; turn < 12; turn++) {
      await suite.owner.execute(sql`delete from registration_items where oem_id = ${world.oemId}`);
      const order = shuffled(told.length, random).flatMap((at) => told[at] ?? []);
      const piece = turn % 3 === 0 ? 1 : 5;
      for (let at = 0; at < order.length; at += piece)
        for (const id of batchIds) {
          const items = order.slice(at, at + piece).filter((each) => each.id === id);
          const batch = { id, oemId: world.oemId, plantId: world.plantId };
          await asTenant(world.oemId, (all) => tryItems(all, batch, items, false), suite.stores.tenant);
        }
      ends.push(await board());
    }
    for (const end of ends) expect(end).toEqual(ends[0]);
    expect(ends[0]).toHaveLength(3);
  });

  it("of a bike that is in one file twice, the row that is right counts", async () => {
    const [row = []] = file.rows;
    await workOn(await upload([row, spoil({ Model: "ROAD" })(row)], "dry-run"));
    expect(await counts()).toMatchObject({ tried: 1, passed: 1 });
  });
});

describe("what a file is judged by", () => {
  it("is the day on which it came to be checked", async () => {
    const id = await upload(file.rows, "dry-run");
    await suite.owner.execute(sql`update batches set created_at = '2026-11-02T20:00:00Z' where id = ${id}`);
    const day = spoil({ Produced: "2026-11-03" });
    const [row = [], next = []] = file.rows;
    const late = await upload([day(row), spoil({ Produced: "2026-11-04" })(next)], "dry-run");
    await suite.owner.execute(sql`update batches set created_at = '2026-11-02T20:00:00Z' where id = ${late}`);
    await workOn(late);
    const real = await registerChecked(world.author, { batchId: late }, suite.stores);
    await workOn(real);
    const ends = sql`select registered, failed from batches where id in (${late}, ${real})`;
    expect(await suite.ask(ends)).toEqual([
      { registered: 1, failed: 1 },
      { registered: 1, failed: 1 },
    ]);
  });

  it("is the models as they are: of one that is retired no more bikes are registered", async () => {
    const codes = file.rows.map((row) => row[column("Model")]);
    const [code] = codes;
    const ofCode = codes.filter((each) => each === code).length;
    const [model] = await suite.ask(
      sql`select id from bike_models where code = ${code ?? ""} and oem_id = ${world.oemId}`,
    );
    await retireModel(world.author, { modelId: String(model?.id), reason: "out" }, suite.stores);
    const id = await upload(file.rows);
    await workOn(id);
    expect(await suite.ask(sql`select registered, failed from batches where id = ${id}`)).toEqual([
      { registered: 40 - ofCode, failed: ofCode },
    ]);
  });
});
