import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Database } from "./client";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { type SeededOem, seedOem } from "./testing/two-oems";

/** Each with four components. */
const BIKES = 2_000;
const ASKED = 500;
let suite: TestDatabase;
let one: SeededOem;
let other: SeededOem;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  one = await seedOem(suite.owner, "one");
  other = await seedOem(suite.owner, "other");
  for (const table of ["components", "component_periods"])
    await suite.owner.execute(sql`alter table ${sql.identifier(table)} set (autovacuum_enabled = off)`);
  await suite.owner.execute(sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
    select 'B-' || n, ${one.oemId}::uuid, ${one.modelId}::uuid, 'F' || n, 'F' || n from generate_series(1, ${BIKES}::int) n`);
  await suite.owner.execute(sql`
    with made as (
      insert into components (oem_id, kind, serial, serial_normal, reports_as)
      select oem_id, kind, bike_id, kind || bike_id, case kind when 'module' then bike_id end
      from bikes, unnest(array['motor', 'battery', 'display', 'module']::component_kind[]) as kind where bike_id like 'B-%' returning *
    )
    insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind)
    select b.oem_id, m.id, b.bike_id, b.seq, m.kind from made m join bikes b on b.bike_id = m.serial`);
  await suite.owner.execute(sql`insert into produced_components (kind, serial_normal, serial, part_number, model_codes, plant, lot)
    select 'motor', 'motorB-' || n, 'B-' || n, 'M', array['M1'], 'CP', 'L1' from generate_series(1, ${BIKES}::int) n`);
});
afterAll(() => suite.close());

const names = (prefix: string) => Array.from({ length: ASKED }, (_, at) => `${prefix}${at}`);
const texts = (list: readonly string[]) => sql`${sql.param([...list])}::text[]`;
const kinds = (kind: string) => sql`${sql.param(names("").map(() => kind))}::text[]::component_kind[]`;

/**
 * Rows of the tables that were read one after the other while `ask` was answered by a planner that takes this for free, as
 * it may where it does not know how much tables hold; all of it is undone.
 */
async function scanned(ask: ReturnType<typeof sql>, ...before: ReturnType<typeof sql>[]): Promise<number> {
  let rows = Number.NaN;
  await suite.owner
    .transaction(async (transaction) => {
      for (const query of before) await transaction.execute(query);
      for (const cost of ["seq_page_cost", "cpu_tuple_cost", "cpu_operator_cost"])
        await transaction.execute(sql`set local ${sql.identifier(cost)} = 0`);
      const until = await readUntilNow(transaction);
      await transaction.execute(ask);
      rows = (await readUntilNow(transaction)) - until;
      transaction.rollback();
    })
    .catch((fault: unknown) => {
      if (Number.isNaN(rows)) throw fault;
    });
  return rows;
}

async function readUntilNow(transaction: Database): Promise<number> {
  const [found] = await transaction.execute<{ rows: string }>(sql`
    select sum(seq_tup_read) as rows from pg_stat_xact_user_tables where relname in ('components', 'component_periods', 'produced_components', 'bike_changes')`);
  return Number(found?.rows);
}

describe.each(["nothing", "what one organisation has"])("where the planner knows %s", (what) => {
  beforeAll(async () => {
    if (what !== "nothing") await suite.owner.execute(sql`analyze components, component_periods`);
  });

  it("modules that others report as are looked up one by one", async () => {
    const ask = sql`select * from voices_taken(${other.oemId}::uuid, ${texts(names("N-"))}, ${texts(names("moduleN-"))})`;
    expect(await scanned(ask)).toBe(0);
  });

  it("components are", async () => {
    expect(
      await scanned(sql`select * from components_known(${kinds("motor")}, ${texts(names("motorB-"))})`),
    ).toBe(0);
  });

  it("and those that were made for models of one organisation are", async () => {
    expect(
      await scanned(
        sql`select * from components_made_for(${other.oemId}::uuid, ${kinds("motor")}, ${texts(names("motorB-"))})`,
      ),
    ).toBe(0);
  });

  it("and so are those that are made, new or not", async () => {
    for (const prefix of ["moduleN-", "moduleB-"]) {
      const normals = texts(names(prefix));
      const reporting = texts(names(prefix.slice(-2)));
      const ask = sql`select * from make_components(${other.oemId}::uuid, ${kinds("module")}, ${normals}, ${normals},
        ${normals}, ${normals}, ${reporting})`;
      expect(await scanned(ask)).toBe(0);
    }
  });

  it("what periods that are entered must agree with is", async () => {
    const make = sql`insert into components (oem_id, kind, serial, serial_normal)
      select oem_id, 'remote', bike_id, bike_id from bikes where bike_id like 'B-%'`;
    const list = sql`create temporary table entered on commit drop as
      select b.oem_id, c.id as component_id, b.bike_id, b.seq, c.kind
      from components c join bikes b on b.bike_id = c.serial_normal where c.kind = 'remote'`;
    const enter = sql`insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind) select * from entered`;
    expect(await scanned(enter, make, list)).toBe(0);
  });

  it("what was changed before of bikes that change is", async () => {
    const ids = texts(names("B-"));
    const keep = sql`insert into bike_changes (bike_id, oem_id, field, was, at)
      select bike_id, oem_id, 'oem', 'x', now() - interval '1 day' from bikes where bike_id like 'B-%'`;
    expect(await scanned(sql`update bikes set firmware = '2' where bike_id = any (${ids})`, keep)).toBe(0);
  });

  it("and what stands in the entities of bikes is", async () => {
    expect(await scanned(sql`select write_entities(${texts(names("B-"))})`)).toBe(0);
  });
});
