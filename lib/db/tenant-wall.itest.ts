import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { asTenant } from "./as-tenant";
import type { Database } from "./client";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { refusalOf } from "./testing/refusal-of";
import { type SeededOem, seedOem } from "./testing/two-oems";

let suite: TestDatabase;
let mine: SeededOem;
let other: SeededOem;
/** Of the other organisation, in no bike. */
let spare: string;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  mine = await seedOem(suite.owner, "mine");
  other = await seedOem(suite.owner, "other");
  const [made] = await suite.owner.execute<{ id: string }>(
    sql`insert into components (oem_id, kind, serial, serial_normal)
      values (${other.oemId}, 'battery', 'spare', 'SPARE') returning id`,
  );
  spare = made?.id ?? "";
});
afterAll(() => suite.close());

const tenant = <T>(organisation: string, work: (transaction: Database) => Promise<T>): Promise<T> =>
  asTenant(organisation, work, suite.stores.tenant);

/** Every table there is, with how many rows a login reads of it; null where it may not read. */
async function readable(db: Pick<Database, "execute">): Promise<Record<string, number | null>> {
  const tables = await suite.owner.execute<{ name: string }>(
    sql`select relname as name from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace`,
  );
  const counts: Record<string, number | null> = {};
  for (const { name } of tables) {
    const [may] = await db.execute<{ may: boolean }>(
      sql`select has_any_column_privilege(${name}, 'select') as may`,
    );
    if (!may?.may) counts[name] = null;
    else
      counts[name] = Number(
        (await db.execute<{ n: string }>(sql`select count(*) n from ${sql.identifier(name)}`))[0]?.n,
      );
  }
  return counts;
}

describe("the login of tenants", () => {
  it("reads no row where no tenant is set, nor where one is set that is nobody", async () => {
    const without = await readable(suite.stores.tenant);
    const nobody = await tenant(randomUUID(), readable);
    for (const counts of [without, nobody])
      expect(Object.entries(counts).filter(([, rows]) => rows !== null && rows > 0)).toEqual([]);
  });

  it("reads its own organisation's rows and none of another's", async () => {
    const counts = await tenant(mine.oemId, readable);
    const none = [
      ...["users", "api_clients", "audit", "outbox", "riders", "support_cases", "location_reasons"],
      ...["consent_entries", "report_signatures", "report_queries", "report_views"],
    ];
    for (const name of none) expect([name, counts[name] ?? null]).toEqual([name, null]);
    const own = Object.entries(counts).filter(([, rows]) => rows !== null && rows > 0);
    // The organisation itself, and the fleet that has its bike.
    expect(Object.fromEntries(own)).toEqual({
      ...Object.fromEntries(own.map(([name]) => [name, 1])),
      organisations: 2,
    });
    expect(own.map(([name]) => name).toSorted()).toEqual(
      [
        ...[
          "batch_files",
          "batch_rows",
          "batches",
          "bike_changes",
          "bike_facts",
          "bike_models",
          "bikes",
          "component_periods",
        ],
        ...["components", "contradictions", "corrections", "fleet_assignments", "organisations"],
        ...["ownership_periods", "plants", "registration_items"],
      ].toSorted(),
    );
  });

  it("of a fleet reads the bike that it has, and nothing of how that was registered", async () => {
    const counts = await tenant(mine.fleetId, readable);
    const some = Object.entries(counts).flatMap(([name, rows]) => (rows ? [name] : []));
    expect(some.toSorted()).toEqual(
      [
        "bike_changes",
        "bike_models",
        "bikes",
        "component_periods",
        "components",
        "fleet_assignments",
        "organisations",
      ].toSorted(),
    );
  });

  it.each([
    ["a bike", (o: SeededOem) => sql`update bikes set frame_number = 'x' where bike_id = ${o.bikeId}`],
    ["a model", (o: SeededOem) => sql`update bike_models set name = 'x' where id = ${o.modelId}`],
    ["a plant", (o: SeededOem) => sql`update plants set name = 'x' where id = ${o.plantId}`],
    [
      "a component",
      (o: SeededOem) => sql`update components set part_number = 'x' where id = ${o.componentId}`,
    ],
    [
      "a period",
      (o: SeededOem) => sql`update component_periods set entered_at = now() where bike_id = ${o.bikeId}`,
    ],
    ["a batch", (o: SeededOem) => sql`update batches set state = 'done' where id = ${o.batchId}`],
    [
      "a correction",
      (o: SeededOem) => sql`update corrections set state = 'approved' where bike_id = ${o.bikeId}`,
    ],
    ["an answer", (o: SeededOem) => sql`update contradictions set answer = 'x' where oem_id = ${o.oemId}`],
  ])("changes no row of another: %s", async (_what, statement) => {
    const changed = async (whose: SeededOem) =>
      tenant(mine.oemId, async (transaction) => (await transaction.execute(statement(whose))).count);
    expect(await changed(other)).toBe(0);
    expect(await changed(mine)).toBe(1);
  });

  it.each([
    [
      "a bike of another's model",
      () => sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
        values ('NEW-1', ${mine.oemId}, ${other.modelId}, 'x', 'x')`,
      "23503",
    ],
    [
      "a bike for another",
      () => sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
        values ('NEW-1', ${other.oemId}, ${other.modelId}, 'x', 'x')`,
      "42501",
    ],
    [
      "its bike away",
      () => sql`update bikes set oem_id = ${other.oemId} where bike_id = ${mine.bikeId}`,
      "42501",
    ],
    [
      "a period of another's component",
      () => sql`insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind)
        select ${mine.oemId}, ${spare}, bike_id, seq, 'battery' from bikes where bike_id = ${mine.bikeId}`,
      "42501",
    ],
    [
      "a fleet to its bike",
      () => sql`insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
        select ${mine.oemId}, bike_id, seq, ${other.fleetId} from bikes where bike_id = ${mine.bikeId}`,
      "42501",
    ],
    [
      "the outbox",
      () => sql`insert into outbox (oem_id, bike_id, version, entity) values (${mine.oemId}, 'x', 1, '{}')`,
      "42501",
    ],
    ["what was audited", () => sql`update audit set reason = 'x'`, "42501"],
    ["the end of a bike", () => sql`delete from bikes where bike_id = ${mine.bikeId}`, "42501"],
    [
      "components for another",
      () =>
        sql`select make_components(${other.oemId}, array['motor']::component_kind[], array['n'], array['N'], array['p'], array['f'], array[null::text])`,
      "42501",
    ],
    ["another login", () => sql`set role slipstream_maker`, "42501"],
    ["a policy", () => sql`alter table bikes disable row level security`, "42501"],
    ["a file of the server", () => sql`select pg_read_file('/etc/passwd')`, "42501"],
  ])("may not write %s", async (_what, statement, code) => {
    expect(await refusalOf(tenant(mine.oemId, (transaction) => transaction.execute(statement())))).toBe(code);
  });

  it("learns by the functions of registration that a number is taken, and nothing of whose", async () => {
    const answers = await tenant(mine.oemId, async (transaction) => [
      await transaction.execute(sql`select * from numbers_taken('imei', array['imei other', 'imei nobody'])`),
      await transaction.execute(
        sql`select * from components_known(array['motor', 'motor']::component_kind[], array['Mother', 'Mmine'])`,
      ),
      await transaction.execute(sql`select write_entities(array[${other.bikeId}])`),
    ]);
    expect(answers[0]).toEqual([{ numbers_taken: "imei other" }]);
    expect(answers[1]).toMatchObject([
      { serial_normal: "Mother", is_in_bike: true, id: null, oem_id: null },
      { serial_normal: "Mmine", is_in_bike: true, oem_id: mine.oemId },
    ]);
    expect(answers[2]).toEqual([{ write_entities: "0" }]);
  });

  it("takes from nobody a component that is in a bike", async () => {
    const [made] = await tenant(mine.oemId, (transaction) =>
      transaction.execute(
        sql`select * from make_components(${mine.oemId}, array['motor']::component_kind[], array['m-other'], array['Mother'], array['p'], array['f'], array[null::text])`,
      ),
    );
    expect(made).toBeUndefined();
  });

  it("leaves no tenant set for the next transaction of its connection", async () => {
    await tenant(mine.oemId, (transaction) => transaction.execute(sql`select 1`));
    const rows = await Promise.all(
      Array.from({ length: 20 }, () => suite.stores.tenant.execute(sql`select * from bikes`)),
    );
    expect(rows.flat()).toEqual([]);
  });
});

describe("the login of the outbox", () => {
  it("reads and empties the outbox, and nothing else", async () => {
    const { openDatabase } = await import("./client");
    const url = new URL(inject("environment").SLIPSTREAM_DATABASE_OUTBOX_URL ?? "");
    url.pathname = new URL(suite.url).pathname;
    const { db, close } = openDatabase(url.href);
    try {
      const counts = await readable(db);
      expect(Object.entries(counts).filter(([, rows]) => rows !== null)).toEqual([["outbox", 2]]);
      expect(await refusalOf(db.execute(sql`update outbox set version = 9`))).toBe("42501");
    } finally {
      await close();
    }
  });
});

describe("history", () => {
  it.each([
    [
      "one component in two bikes at once",
      () => sql`insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind)
      select ${mine.oemId}, ${mine.componentId}, bike_id, seq, 'battery' from bikes where bike_id = ${mine.bikeId}`,
    ],
    [
      "two motors in one bike",
      () => sql`insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind)
      select ${mine.oemId}, ${other.componentId}, bike_id, seq, 'motor' from bikes where bike_id = ${mine.bikeId}`,
    ],
    [
      "two fleets at once",
      () => sql`insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
      select oem_id, bike_id, seq, ${other.fleetId} from bikes where bike_id = ${mine.bikeId}`,
    ],
  ])("has no %s", async (_what, statement) => {
    expect(["23P01", "23505"]).toContain(await refusalOf(suite.owner.execute(statement())));
  });

  it("is deleted by nobody", async () => {
    expect(await refusalOf(suite.owner.execute(sql`delete from bikes`))).toBe("42501");
    expect(await refusalOf(suite.owner.execute(sql`truncate component_periods cascade`))).toBe("42501");
  });
});
