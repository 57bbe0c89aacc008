import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { asTenant } from "./as-tenant";
import type { Database } from "./client";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { refusalOf } from "./testing/refusal-of";
import { type SeededOem, seedOem } from "./testing/two-oems";

/** What the login of tenants may do and ask at all, whatever its setting is. */
let suite: TestDatabase;
let mine: SeededOem;
let other: SeededOem;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  mine = await seedOem(suite.owner, "mine");
  other = await seedOem(suite.owner, "other");
  await suite.owner.execute(sql`
    insert into api_clients (id, organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
    values (${CLIENT}, ${mine.oemId}, 'app', 'k', '{consent}', '{}', '{}', '{}'),
      (${THEIRS}, ${other.oemId}, 'app', 'l', '{consent}', '{}', '{}', '{}')`);
});
afterAll(() => suite.close());

const tenant = <T>(work: (transaction: Database) => Promise<T>): Promise<T> =>
  asTenant(mine.oemId, work, suite.stores.tenant);
const tried = (statement: ReturnType<typeof sql>) =>
  refusalOf(tenant((transaction) => transaction.execute(statement)));

/** A client of `mine`, which may record consent. */
const CLIENT = "5c0a6f0e-8f0b-4c55-9b57-6f3a0c8f2d16";
const THEIRS = "5c0a6f0e-8f0b-4c55-9b57-6f3a0c8f2d17";

/** What a client of an organisation would have appended to the ledger. */
const consent = (sender: string, more: Readonly<Record<string, string>> = {}) => {
  const sent = {
    ...{ id: "5c0a6f0e-8f0b-4c55-9b57-6f3a0c8f2d14", reference: "r", purpose: "range-model" },
    ...{
      decision: "granted",
      notice_version: 1,
      language: "en",
      channel: "app",
      recorded_by: `api-client:${CLIENT}`,
      decided_at: new Date().toISOString(),
    },
    ...more,
  };
  return sql`select append_consent(${sender}::uuid, ${JSON.stringify(sent)}::text::jsonb)`;
};

/** Each function that answers with the owner's rights. */
const ANSWERED_BY_OWNER = [
  sql`select numbers_taken('imei', array['imei other'])`,
  sql`select * from components_known(array['motor']::component_kind[], array['Mother'])`,
  sql`select * from find_numbers('same', array['IMEIOTHER'], 5, null, null)`,
  sql`select write_entities(array['OTHER-1'])`,
  sql`select * from case_rates(null, null, now() - interval '9 years')`,
  sql`select * from components_made_for(null, array['motor']::component_kind[], array['M'])`,
  sql`select * from contradictions_decided('OTHER-1')`,
  consent("5c0a6f0e-8f0b-4c55-9b57-6f3a0c8f2d15"),
  sql`select attribute_rides(${CLIENT}::uuid, ${CLIENT}::uuid, 'r', 'u', '[]')`,
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

describe("the ledger of consent", () => {
  it.each([
    ["of another's rider", () => consent(other.fleetId)],
    ["of a rider by its id", () => consent(mine.oemId, { rider_id: mine.fleetId })],
    ["in the name of a person", () => consent(mine.oemId, { recorded_by: "user:x" })],
    ["past the function", () => sql`insert into consent_entries (purpose) values ('range-model')`],
  ])("takes no entry %s", async (_what, statement) => {
    expect(await tried(statement())).toBe("42501");
  });

  it.each([
    ["by a client that nobody made", { recorded_by: "api-client:x" }],
    ["by another organisation's client", { recorded_by: `api-client:${THEIRS}` }],
    ["on another way than an app or the web", { channel: "letter" }],
    ["with evidence", { evidence: "a letter" }],
    ["of a rider with a name that nobody sees", { reference: "a\u200b" }],
    ["of a moment without end", { decided_at: "infinity" }],
  ])("takes no entry %s", async (_what, more) => {
    expect(await tried(consent(mine.oemId, more))).toBe("23514");
  });

  it("takes none of the maker's people without evidence, or by a name", async () => {
    const person = { recorded_by: "user:x", channel: "letter" };
    const asMaker = (more: Readonly<Record<string, string>>) =>
      refusalOf(suite.stores.maker.execute(consent(mine.oemId, { ...person, ...more })));
    const [rider] = await suite.owner.execute<{ id: string }>(sql`select id from riders limit 1`);
    expect(await asMaker({ rider_id: rider?.id ?? "" })).toBe("23514");
    expect(await asMaker({ evidence: "a letter" })).toBe("42501");
  });

  it("takes one of its own organisation's rider, and shows none", async () => {
    expect(await tried(consent(mine.oemId))).toBe("done");
    expect(await tried(sql`select position from consent_entries`)).toBe("42501");
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
