import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { bikeSeeds } from "@/lib/bikes/testing/bike-seeds";
import { openErasureSession } from "./erasure-session";
import { openTestDatabase, type TestDatabase } from "./test-database";

const BIKES = 4_000;
const OF_EACH = 5;
const [ERASURE, TOUCHED] = [randomUUID(), "B-7"];
let suite: TestDatabase;
let late = "";
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  const { owner } = suite;
  await owner.execute(sql`alter table attributions set (autovacuum_enabled = off)`);
  const oem = await bikeSeeds(owner).organisation("Hersteller", "oem");
  await bikeSeeds(owner).bike(TOUCHED, oem, {});
  const clientId = randomUUID();
  await owner.execute(sql`insert into api_clients (id, organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
    values (${clientId}, ${oem}::uuid, 'app', ${clientId}, '{}', '{}', '{}', '{}')`);
  const riders = await owner.execute<{ id: string }>(sql`insert into riders (organisation_id, reference)
    select ${oem}::uuid, 'rider ' || n from generate_series(1, 50) n returning id`);
  const [erased = "", other = ""] = riders.map(({ id }) => id);
  late = other;
  await owner.execute(sql`insert into erasures (id, rider_id, reason, evidence, asked_by, asked_at, withdrawals)
    values (${ERASURE}, ${erased}::uuid, 'asked by letter', 'a letter', 'console:test', now() - interval '1 hour', '{}')`);
  await owner.execute(sql`insert into tombstones (erasure_id, rider_id, bike_id, reported_as, to_ms)
    values (${ERASURE}, ${erased}::uuid, ${TOUCHED}, ${TOUCHED}, 1)`);
  await owner.execute(sql`insert into attributions (bike_id, rider_id, from_at, to_at, client_id, upload_id)
    select 'B-' || b, ${late}::uuid, to_timestamp(n * 1000), to_timestamp(n * 1000 + 60), ${clientId}, b || '-' || n
    from generate_series(1, ${BIKES}::int) b, generate_series(1, ${OF_EACH}::int) n`);
});
afterAll(() => suite.close());

/** As the server has counted until now; of a session once it has ended. */
async function readOfAttributions() {
  const [found] = await suite.owner.execute<{ rows: string; lookups: string }>(sql`
    select seq_tup_read as rows, idx_scan as lookups from pg_stat_user_tables where relname = 'attributions'`);
  return { rows: Number(found?.rows), lookups: Number(found?.lookups) };
}

describe.each(["nothing", "what there is"])("where the planner knows %s", (what) => {
  it("who signed since an erasure is looked up by its bikes", async () => {
    if (what !== "nothing")
      await suite.owner.execute(sql`analyze attributions, tombstones, erasures, riders`);
    const before = await readOfAttributions();
    const url = new URL(inject("environment").SLIPSTREAM_DATABASE_ERASURE_URL ?? "");
    url.pathname = new URL(suite.url).pathname;
    const session = openErasureSession(url.href);
    const signed = await session.signedSince(ERASURE);
    await session.close();
    expect(signed).toHaveLength(OF_EACH);
    expect(signed.every((one) => one.bikeId === TOUCHED && one.riderId === late && one.isSince)).toBe(true);
    await expect.poll(async () => (await readOfAttributions()).lookups > before.lookups).toBe(true);
    expect((await readOfAttributions()).rows).toBe(before.rows);
  });
});
