import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { listBatches } from "./list-batches";
import { hold } from "./testing/hold";
import { makeFile } from "./testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "./testing/registration-suite";
import { MADE_COLUMNS } from "./testing/right-row";
import { type SeededWorld, seedWorld } from "./testing/seed-world";
import { uploadFile } from "./upload-file";

const file = makeFile({ seed: 61, rows: 2, errors: 0 });
let suite: RegistrationSuite;
let world: SeededWorld;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
  world = await seedWorld(suite.owner, "Aral", file);
});
afterAll(() => suite.close());

it("files that came in one millisecond are each on one page of the list", async () => {
  const [{ ids } = { ids: [] }] = await suite.ask(sql`
    with made as (
      insert into batches (oem_id, plant_id, kind, state, file_name, file_hash, created_by, created_at)
      select ${world.oemId}, ${world.plantId}, 'dry-run', 'done', 'f.csv', '', 'nobody',
        '2026-11-02T08:00:00.123000Z'::timestamptz + n / 3 * interval '100 microseconds'
      from generate_series(0, 9) n returning id, created_at)
    select jsonb_agg(id order by created_at desc, id desc) as ids from made`);
  const seen: string[] = [];
  for (let before: string | null | undefined; before !== null; ) {
    const page = await listBatches(
      world.author,
      { limit: 3, ...(before === undefined ? {} : { before }) },
      suite.stores,
    );
    seen.push(...page.batches.map(({ id }) => id));
    before = page.next;
  }
  expect(seen).toEqual(ids);
});

it("a plant remembers the columns of two files that come at once", async () => {
  const header = file.header.map((name) => (name === "Model" ? "Sorte" : name));
  const held = await hold(
    suite.owner,
    sql`update plants set columns = columns || '{"bauart": "model"}' where id = ${world.plantId}`,
  );
  const sent = uploadFile(
    world.author,
    {
      plantId: world.plantId,
      fileName: "f.csv",
      bytes: writeCsv({ header, rows: file.rows }),
      kind: "dry-run",
      columns: [...MADE_COLUMNS],
    },
    suite.stores,
  );
  await held.untilWaiting(1);
  await held.commit();
  await sent;
  const [kept] = await suite.ask(sql`select columns from plants where id = ${world.plantId}`);
  expect(kept?.columns).toMatchObject({ bauart: "model", sorte: "model" });
});
