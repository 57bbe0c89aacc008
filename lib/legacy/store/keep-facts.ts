import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { inTurns } from "@/lib/in-turns";
import type { Decided } from "../decide/decide";
import type { LoadedWorld } from "./load-world";
import { nobody, SET_ASIDE } from "./nobody";

/** Facts in one statement of the database. */
const CHUNK = 5_000;

const FORM = sql.raw("(bike_id text, fact text, value text, source text, trust trust, believed smallint)");
const SAME = sql.raw(
  "g.bike_id = f.bike_id and g.fact = f.fact and g.value = f.value and g.source = f.source and g.trust = f.trust",
);

interface Fact {
  readonly bike_id: string;
  readonly fact: string;
  readonly value: string;
  readonly source: string;
  readonly trust: string;
  readonly believed: number;
}

/**
 * Adds to each bike's facts what is said of it and not there yet, marks which of them are believed, and sets aside at the
 * maker's what was said of another, or is said no more.
 * @param withdrawn bikes of which nothing is said any more.
 */
export async function keepFacts(
  transaction: Database,
  { statements }: LoadedWorld,
  decided: Decided,
  withdrawn: readonly string[],
  fileId: string | null,
): Promise<void> {
  let bikeIds: string[] = [];
  let facts: Fact[] = [];
  const told = await inTurns(factsByBike(statements, decided));
  for (const [bikeId, own] of [...told, ...withdrawn.map((bikeId) => [bikeId, []] as const)]) {
    bikeIds.push(bikeId);
    facts.push(...own);
    if (facts.length < CHUNK) continue;
    await keep(transaction, bikeIds, facts, fileId);
    bikeIds = [];
    facts = [];
  }
  await keep(transaction, bikeIds, facts, fileId);
}

function* factsByBike(
  statements: LoadedWorld["statements"],
  { bikeOf, bikes }: Decided,
): Generator<void, ReadonlyMap<string, readonly Fact[]>> {
  const byBike = new Map([...bikes.keys()].map((bikeId): [string, Fact[]] => [bikeId, []]));
  for (const { digest, facts, source, trust } of statements) {
    yield;
    const bikeId = bikeOf.get(digest) ?? "";
    const held = bikes.get(bikeId);
    for (const [fact, { value, normal }] of facts) {
      if (fact === "bike_id") continue;
      const believed = held?.get(fact)?.normal === normal ? 1 : 0;
      byBike.get(bikeId)?.push({ bike_id: bikeId, fact, value, source, trust, believed });
    }
  }
  return byBike;
}

async function keep(
  transaction: Database,
  bikeIds: readonly string[],
  facts: readonly Fact[],
  fileId: string | null,
): Promise<void> {
  if (bikeIds.length === 0) return;
  // Materialized, so that each part is looked up or hashed once, whatever the planner takes them to be.
  const wrong = await transaction.execute<{ id: string; is_told: boolean }>(sql`
    with told as materialized (
      select distinct g.* from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as g ${FORM}
    ), own as materialized (
      select b.bike_id, b.oem_id from unnest(${sql.param(bikeIds)}::text[]) as a (bike_id)
      cross join lateral (select bike_id, oem_id from bikes where bike_id = a.bike_id offset 0) b
    ), stored as materialized (
      select f.* from own cross join lateral (
        select id, bike_id, fact, value, source, trust, believed from bike_facts where bike_id = own.bike_id offset 0) f
    ), added as (
      insert into bike_facts (oem_id, bike_id, fact, value, source, trust, batch_id, believed)
      select own.oem_id, g.bike_id, g.fact, g.value, g.source, g.trust, ${fileId}::uuid, g.believed
      from told g join own on own.bike_id = g.bike_id where not exists (select from stored f where ${SAME})
    )
    select f.id, g.bike_id is not null as is_told from stored f left join told g on ${SAME}
    where g.believed is distinct from f.believed`);
  const [marked, strays] = [true, false].map((isTold) =>
    wrong.flatMap(({ id, is_told }) => (is_told === isTold ? [id] : [])),
  );
  if (marked?.length)
    await transaction.execute(
      sql`update bike_facts set believed = 1 - believed where id = any (${sql.param(marked)}::bigint[])`,
    );
  // Facts of rows that turned out to be of another bike, or of none, were never said of this one.
  if (!strays?.length) return;
  const keeper = await nobody(transaction);
  await transaction.execute(sql`
    update bike_facts set bike_id = ${SET_ASIDE}, oem_id = ${keeper}, believed = 0
    where id = any (${sql.param(strays)}::bigint[])`);
}
