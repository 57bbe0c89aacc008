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
  it("is told of a bike of one's own, and why and what was taken only where no bike of others is in it", async () => {
    const decided = (bikeIds: readonly string[], sides = bikeIds) => {
      const details = {
        fact: "imei",
        ruling: { kind: "value", bikeId: mine.bikeId, normal: "7" },
        sides: sides.map((bikeId) => ({ bikeId, value: "7", normal: "7", said: [{ source: "a list" }] })),
      };
      return suite.owner.execute(sql`
        insert into contradictions (oem_id, kind, bike_ids, details, fingerprint, decision, reason, decided_by, decided_at)
        values (${mine.oemId}, 'one-bike-two-values', ${sql.param(bikeIds)}::text[], ${JSON.stringify(details)}::jsonb,
          ${[...bikeIds, ...sides].join()}, 'keep', ${`because of ${sides.join()}`}, 'user:x', now())`);
    };
    await decided([mine.bikeId]);
    await decided([mine.bikeId], [mine.bikeId, other.bikeId]);
    await decided([mine.bikeId, other.bikeId]);
    const toldOf = (oemId: string, bikeId: string) =>
      asTenant(
        oemId,
        async (transaction) => {
          const rows = await transaction.execute(
            sql`select reason, ruling, sides from contradictions_decided(${bikeId}) order by id`,
          );
          return rows.map(({ reason, ruling, sides }) => [reason, ruling !== null, sides]);
        },
        suite.stores.tenant,
      );
    const side = { bikeId: mine.bikeId, value: "7", normal: "7" };
    expect(await toldOf(mine.oemId, mine.bikeId)).toEqual([
      [`because of ${mine.bikeId}`, true, [side]],
      [`because of ${mine.bikeId},${other.bikeId}`, false, null],
      [null, false, null],
    ]);
    expect(await toldOf(mine.oemId, other.bikeId)).toEqual([]);
    expect(await toldOf(other.oemId, mine.bikeId)).toEqual([]);
    expect(await toldOf(mine.fleetId, mine.bikeId)).toEqual([]);
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
