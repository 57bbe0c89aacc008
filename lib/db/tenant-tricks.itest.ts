import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { asTenant } from "./as-tenant";
import type { Database } from "./client";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { refusalOf } from "./testing/refusal-of";
import { type SeededOem, seedOem } from "./testing/two-oems";

/** What somebody tries who can send any statement by the login of tenants, and leaves the setting alone. */
let suite: TestDatabase;
let mine: SeededOem;
let other: SeededOem;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  mine = await seedOem(suite.owner, "mine");
  other = await seedOem(suite.owner, "other");
});
afterAll(() => suite.close());

const tenant = <T>(work: (transaction: Database) => Promise<T>): Promise<T> =>
  asTenant(mine.oemId, work, suite.stores.tenant);
const tried = (statement: ReturnType<typeof sql>) =>
  refusalOf(tenant((transaction) => transaction.execute(statement)));

/** A component of the other organisation: how it was in bikes is told by `period`. */
async function partOf(serial: string, period: ReturnType<typeof sql> | null): Promise<number> {
  const [made] = await suite.owner.execute<{ id: string }>(sql`
    insert into components (oem_id, kind, serial, serial_normal, part_number, firmware, reports_as)
    values (${other.oemId}, 'module', ${serial}, ${serial}, 'secret part', 'secret firmware', ${`OF-${serial}`}) returning id`);
  if (period)
    await suite.owner.execute(sql`
      with bike as (
        insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
        values (${`OF-${serial}`}, ${other.oemId}, ${other.modelId}, ${serial}, ${serial}) returning bike_id, seq
      )
      insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from, valid_to, voided_at)
      select ${other.oemId}, ${made?.id}::bigint, bike_id, seq, 'module', ${period} from bike`);
  return Number(made?.id);
}
const partNow = async (id: number) =>
  (await suite.owner.execute(sql`select * from components where id = ${id}`))[0];
const claim = (serial: string, reporting: string = mine.bikeId) =>
  sql`select id from make_components(${mine.oemId}, array['module']::component_kind[], array[${serial}], array[${serial}],
    array[null::text], array[null::text], array[${reporting}])`;

describe("tables of one's own", () => {
  it.each(["slipstream_tenant", "slipstream_maker", "slipstream_outbox"])(
    "are made by no login: %s",
    async (login) => {
      const [may] = await suite.owner.execute(sql`
      select has_database_privilege(${login}, current_database(), 'temporary') as temporary,
        has_database_privilege(${login}, current_database(), 'create') as schemas,
        has_schema_privilege(${login}, 'public', 'create') as tables`);
      expect(may).toEqual({ temporary: false, schemas: false, tables: false });
      expect(await tried(sql`create temporary table bikes (bike_id text)`)).toBe("42501");
    },
  );

  it("are asked last by everything that runs with the owner's rights", async () => {
    const definers = await suite.owner.execute<{ name: string; settings: string[] | null }>(sql`
      select proname as name, proconfig as settings from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef`);
    expect(definers.length).toBeGreaterThan(8);
    for (const { name, settings } of definers)
      expect([name, settings]).toEqual([
        name,
        expect.arrayContaining(["search_path=pg_catalog, public, pg_temp"]),
      ]);
  });
});

describe("a component of others", () => {
  it.each([
    ["that is in a bike", sql`now() - interval '1 year', null, null`],
    ["that was in a bike", sql`now() - interval '1 year', now() - interval '1 day', null`],
    ["that was in none yet", null],
  ])("stays theirs and is not shown: one %s", async (what, period) => {
    const serial = `STAYS${what.length}`;
    const id = await partOf(serial, period);
    const before = await partNow(id);
    expect(await tenant((transaction) => transaction.execute(claim(serial)))).toEqual([]);
    expect(await partNow(id)).toEqual(before);
    const [known] = await tenant((transaction) =>
      transaction.execute(
        sql`select * from components_known(array['module']::component_kind[], array[${serial}])`,
      ),
    );
    expect(known).toMatchObject({ id: null, oem_id: null, in_bike_since: null, is_in_bike: period !== null });
  });

  it("that was in their bike by mistake only is had without what they said of it, and they see it no more", async () => {
    const id = await partOf("MISTAKE", sql`now() - interval '2 years', now() - interval '1 year', now()`);
    expect(await tenant((transaction) => transaction.execute(claim("MISTAKE")))).toEqual([
      { id: String(id) },
    ]);
    expect(await partNow(id)).toMatchObject({
      oem_id: mine.oemId,
      part_number: null,
      firmware: null,
      reports_as: mine.bikeId,
    });
    const seen = await asTenant(
      other.oemId,
      (transaction) => transaction.execute(sql`select id from components where id = ${id}`),
      suite.stores.tenant,
    );
    expect(seen).toEqual([]);
    const back = asTenant(
      other.oemId,
      (transaction) =>
        transaction.execute(sql`update component_periods set voided_at = null where component_id = ${id}`),
      suite.stores.tenant,
    );
    expect(await refusalOf(back)).toBe("42501");
  });

  it("comes into no period of one's own, be it voided", async () => {
    const id = await partOf("POINTED", sql`now() - interval '1 year', null, null`);
    const statement = sql`update component_periods set component_id = ${id}, voided_at = now() where bike_id = ${mine.bikeId}`;
    expect(await tried(statement)).toBe("42501");
    expect(
      await tenant((transaction) => transaction.execute(sql`select id from components where id = ${id}`)),
    ).toEqual([]);
  });
});

describe("a module", () => {
  it.each([
    ["that is new", () => claim("NEWVOICE", other.bikeId)],
    [
      "that is known",
      () =>
        sql`update components set reports_as = ${other.bikeId}, kind = 'module' where id = ${mine.componentId}`,
    ],
    [
      "that is written without the function",
      () => sql`insert into components (oem_id, kind, serial, serial_normal, reports_as)
        values (${mine.oemId}, 'module', 'v', 'V', ${other.bikeId})`,
    ],
  ])(
    "does not report for a bike of others, whose readings would be one's own: one %s",
    async (_what, statement) => {
      expect(await tried(statement())).toBe("23514");
    },
  );

  it("that reports under an id keeps it from being registered by others", async () => {
    const taken = () =>
      asTenant(
        other.oemId,
        (transaction) => transaction.execute(sql`select numbers_taken('bike_id', array['FREE-1']) as id`),
        suite.stores.tenant,
      );
    expect(await taken()).toEqual([]);
    await suite.owner.execute(sql`
      insert into api_clients (organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
      values (${mine.oemId}, 'c', 'c', '{read}', '{}', '{FREE-1}', '{}')`);
    await tenant(async (transaction) => {
      await transaction.execute(claim("FREEVOICE", "FREE-1"));
      await transaction.execute(sql`
        insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind)
        select ${mine.oemId}, c.id, b.bike_id, b.seq, 'module' from components c, bikes b
        where c.serial = 'FREEVOICE' and b.bike_id = ${mine.bikeId}`);
    });
    expect(await taken()).toEqual([{ id: "FREE-1" }]);
  });
});

describe("a contradiction with a bike of others", () => {
  it("is told of as far as it is one's own, once it is asked", async () => {
    const sides = [mine.bikeId, other.bikeId].map((bikeId) => ({
      ...{ bikeId, value: "7", normal: "7" },
      said: [{ source: `list of ${bikeId}`, trust: "list" }],
    }));
    await suite.owner.execute(sql`
      update contradictions set bike_ids = array[${mine.bikeId}, ${other.bikeId}], asked_at = now(),
        details = ${JSON.stringify({ fact: "imei", lead: "imei=7", sides })}::jsonb where oem_id = ${mine.oemId}`);
    for (const column of ["bike_ids", "details", "fingerprint"])
      expect(await tried(sql`select ${sql.identifier(column)} from contradictions`)).toBe("42501");
    const told = await tenant((transaction) => transaction.execute(sql`select * from sides_asked()`));
    expect(told).toMatchObject([{ details: { sides: [{ bikeId: mine.bikeId }, { said: [] }] } }]);
    expect(JSON.stringify(told)).not.toContain(other.bikeId);
    expect(await suite.stores.tenant.execute(sql`select * from sides_asked()`)).toEqual([]);
  });
});

describe("a contradiction that was decided", () => {
  it("is told of a bike of one's own, and why only where no bike of others is in it", async () => {
    const decided = (bikeIds: readonly string[]) =>
      suite.owner.execute(sql`
        insert into contradictions (oem_id, kind, bike_ids, details, fingerprint, decision, reason, decided_by, decided_at)
        values (${mine.oemId}, 'one-bike-two-values', ${sql.param(bikeIds)}::text[], '{"fact": "imei"}',
          ${bikeIds.join()}, 'keep', ${`because of ${bikeIds.join()}`}, 'user:x', now())`);
    await decided([mine.bikeId]);
    await decided([mine.bikeId, other.bikeId]);
    const reasonsOf = (oemId: string, bikeId: string) =>
      asTenant(
        oemId,
        async (transaction) => {
          const rows = await transaction.execute(
            sql`select reason from contradictions_decided(${bikeId}) order by reason nulls last`,
          );
          return rows.map(({ reason }) => reason);
        },
        suite.stores.tenant,
      );
    expect(await reasonsOf(mine.oemId, mine.bikeId)).toEqual([`because of ${mine.bikeId}`, null]);
    expect(await reasonsOf(mine.oemId, other.bikeId)).toEqual([]);
    expect(await reasonsOf(other.oemId, mine.bikeId)).toEqual([]);
    expect(await reasonsOf(mine.fleetId, mine.bikeId)).toEqual([]);
  });
});

describe("a contradiction that nobody is asked about", () => {
  it.each([
    ["that is found", sql`null::timestamptz, null::timestamptz`],
    ["that was decided", sql`null::timestamptz, now()`],
    ["that was asked about until it was decided", sql`now(), now()`],
  ])("is told to no tenant, nor answered by one: %s", async (how, moments) => {
    await suite.owner.execute(sql`
      insert into contradictions (oem_id, kind, bike_ids, details, fingerprint, reason, asked_at, decided_at)
      select ${mine.oemId}, 'one-bike-two-values', array[${mine.bikeId}, ${other.bikeId}], '{}', ${how},
        ${`${how}: ${other.bikeId}`}, m.* from (values (${moments})) as m (asked_at, decided_at)`);
    const told = await tenant((transaction) =>
      transaction.execute(sql`select id, kind, reason from contradictions`),
    );
    expect(JSON.stringify(told)).not.toContain(other.bikeId);
    const answered = await tenant((transaction) =>
      transaction.execute(
        sql`update contradictions set answer = 'x', answered_at = now() where asked_at is null or decided_at is not null`,
      ),
    );
    expect(answered.count).toBe(0);
  });
});

/** Each function that answers with the owner's rights. */
const ANSWERED_BY_OWNER = [
  sql`select numbers_taken('imei', array['imei other'])`,
  sql`select * from components_known(array['motor']::component_kind[], array['Mother'])`,
  sql`select * from find_numbers('same', array['IMEIOTHER'], 5, null, null)`,
  sql`select write_entities(array['OTHER-1'])`,
  sql`select * from case_rates(null, null, now() - interval '9 years')`,
  sql`select * from components_made_for(null, array['motor']::component_kind[], array['M'])`,
  sql`select * from contradictions_decided('OTHER-1')`,
];

describe("what runs with the owner's rights", () => {
  it.each(ANSWERED_BY_OWNER.map((statement, at) => [at, statement]))(
    "answers nothing where no tenant is set: %s",
    async (_at, statement) => {
      expect(await refusalOf(suite.stores.tenant.execute(statement))).toBe("42501");
    },
  );

  it("takes no login for the maker's that is not: one that only belongs to the tenants'", async () => {
    const login = sql.identifier(`suite_${randomBytes(6).toString("hex")}`);
    await suite.owner.execute(sql`create role ${login} in role slipstream_tenant`);
    const ask = (statement: ReturnType<typeof sql>) =>
      suite.owner.transaction(async (transaction) => {
        await transaction.execute(sql`set local session authorization ${login}`);
        return transaction.execute(statement);
      });
    try {
      expect(await ask(sql`select * from bikes`)).toEqual([]);
      for (const statement of ANSWERED_BY_OWNER) expect(await refusalOf(ask(statement))).toBe("42501");
    } finally {
      await suite.owner.execute(sql`drop role ${login}`);
    }
    const definers = await suite.owner.execute(sql`
      select proname from pg_proc where pronamespace = 'public'::regnamespace and prosrc like '%session_user%'
        and proname <> 'is_walled'`);
    expect([...definers]).toEqual([]);
  });

  it.each([
    ["case_rates", () => sql`select * from case_rates(${other.oemId}, null, now() - interval '9 years')`],
    [
      "components_made_for",
      () =>
        sql`select * from components_made_for(${other.oemId}, array['motor']::component_kind[], array['M'])`,
    ],
  ])("answers nothing of another: %s", async (_name, statement) => {
    expect(await tried(statement())).toBe("42501");
  });

  it("says of an OEM's components only what was made for models of no other's code", async () => {
    await suite.owner.execute(sql`
      insert into produced_components (kind, serial_normal, serial, part_number, model_codes, plant, lot)
      values ('motor', 'MADE1', 'MADE1', 'p', '{SECRET}', 'CP', 'L')`);
    const model = (oemId: string) => sql`
      insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
      values (${oemId}, 'SECRET', 'S', 'city', 'G1', 500, 'M7', 700, 900)`;
    const made = (oemId: string) =>
      asTenant(
        oemId,
        (transaction) =>
          transaction.execute(
            sql`select serial_normal from components_made_for(${oemId}, array['motor']::component_kind[], array['MADE1'])`,
          ),
        suite.stores.tenant,
      );
    await suite.owner.execute(model(other.oemId));
    expect(await made(other.oemId)).toHaveLength(1);
    await tenant((transaction) => transaction.execute(model(mine.oemId)));
    expect(await made(mine.oemId)).toEqual([]);
  });
});

describe("a row of the audit", () => {
  it("has the moment at which it was added, whatever its writer says", async () => {
    const entry = sql`insert into audit (actor, verb, subject, at) values ('user:x', 'v', 'dated back', '2001-01-01')`;
    await suite.db.execute(entry);
    await tenant((transaction) => transaction.execute(entry));
    const [row] = await suite.owner.execute<{ young: boolean; rows: string }>(sql`
      select bool_and(at > now() - interval '1 hour') as young, count(*) as rows from audit where subject = 'dated back'`);
    expect(row).toEqual({ young: true, rows: "2" });
  });

  it.each([
    ["changed", sql`update audit set actor = 'x'`],
    ["removed", sql`delete from audit`],
    ["written unchained", sql`alter table audit disable trigger audit_is_chained`],
    ["written by a replica", sql`set session_replication_role = replica`],
  ])("is by no login %s", async (_what, statement) => {
    expect(await refusalOf(suite.db.execute(statement))).toBe("42501");
    expect(await tried(statement)).toBe("42501");
  });
});

describe("the login of tenants", () => {
  it.each([
    ["the maker's role", sql`set role slipstream_maker`],
    ["the owner's session", sql`set session authorization postgres`],
    ["rows without policies", sql`alter role current_user bypassrls`],
    ["a function of its own", sql`create function f() returns int language sql as 'select 1'`],
    ["a program", sql`copy (select 1) to program 'true'`],
  ])("takes no %s", async (_what, statement) => {
    expect(await tried(statement)).toMatch(/^(42501|22023|42704)$/);
  });

  it("sees nothing with policies switched off", async () => {
    expect(
      await refusalOf(
        tenant(async (transaction) => {
          await transaction.execute(sql`set local row_security = off`);
          return transaction.execute(sql`select * from bikes`);
        }),
      ),
    ).toBe("42501");
  });

  it("reads no statistics of columns, which hold others' values", async () => {
    await suite.owner.execute(sql`analyze`);
    const rows = await tenant((transaction) =>
      transaction.execute(sql`select tablename from pg_stats where schemaname = 'public'`),
    );
    const open = new Set(rows.map(({ tablename }) => tablename));
    expect([...open].filter((name) => name !== "produced_kinds")).toEqual([]);
  });

  it("is the only one of its kind, and no other login is a member of it or of the maker's", async () => {
    const rows = await suite.owner.execute(sql`
      select r.rolname as of, m.rolname as member from pg_auth_members a
      join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
      where r.rolname like 'slipstream%' and not m.rolsuper`);
    expect([...rows]).toEqual([]);
    const [rights] = await suite.owner.execute(sql`
      select bool_or(rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication) as any
      from pg_roles where rolname like 'slipstream\\_%'`);
    expect(rights).toEqual({ any: false });
  });
});
