import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { Decided } from "../decide/decide";
import type { LoadedWorld } from "./load-world";
import { nobody, SET_ASIDE } from "./nobody";

/** Bikes in one statement of the database. */
const CHUNK = 1_000;

const FORM = sql.raw("(bike_id text, fact text, value text, source text, trust trust, believed smallint)");

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
 * maker's what was said of another.
 */
export async function keepFacts(
  transaction: Database,
  { statements }: LoadedWorld,
  { bikeOf, bikes }: Decided,
  fileId: string | null,
): Promise<void> {
  const facts = statements.flatMap(({ digest, facts, source, trust }): Fact[] => {
    const bikeId = bikeOf.get(digest);
    if (bikeId === undefined) return [];
    const held = bikes.get(bikeId);
    return [...facts].flatMap(([fact, { value, normal }]) =>
      fact === "bike_id"
        ? []
        : [
            {
              bike_id: bikeId,
              fact,
              value,
              source,
              trust,
              believed: held?.get(fact)?.normal === normal ? 1 : 0,
            },
          ],
    );
  });
  const byBike = new Map([...bikes.keys()].map((bikeId): [string, Fact[]] => [bikeId, []]));
  for (const fact of facts) byBike.get(fact.bike_id)?.push(fact);
  const all = [...byBike];
  for (let at = 0; at < all.length; at += CHUNK) await keep(transaction, all.slice(at, at + CHUNK), fileId);
}

async function keep(
  transaction: Database,
  some: readonly (readonly [string, readonly Fact[]])[],
  fileId: string | null,
): Promise<void> {
  const bikeIds = sql`${sql.param(some.map(([bikeId]) => bikeId))}::text[]`;
  const told = sql`jsonb_to_recordset(${JSON.stringify(some.flatMap(([, facts]) => facts))}::jsonb) as g ${FORM}`;
  const same = sql`g.bike_id = f.bike_id and g.fact = f.fact and g.value = f.value and g.source = f.source and g.trust = f.trust`;
  await transaction.execute(sql`
    insert into bike_facts (oem_id, bike_id, fact, value, source, trust, batch_id, believed)
    select distinct b.oem_id, g.bike_id, g.fact, g.value, g.source, g.trust, ${fileId}::uuid, g.believed
    from ${told} join bikes b on b.bike_id = g.bike_id where not exists (select from bike_facts f where ${same})`);
  await transaction.execute(sql`
    update bike_facts f set believed = 1 - f.believed where f.bike_id = any (${bikeIds})
      and f.believed <> (case when exists (select from ${told} where g.believed = 1 and ${same}) then 1 else 0 end)`);
  // Facts of rows that turned out to be of another bike, or of none, were never said of this one.
  const strays = await transaction.execute<{ id: string }>(sql`
    select f.id from bike_facts f where f.bike_id = any (${bikeIds}) and not exists (select from ${told} where ${same})`);
  if (strays.length === 0) return;
  const keeper = await nobody(transaction);
  await transaction.execute(sql`
    update bike_facts set bike_id = ${SET_ASIDE}, oem_id = ${keeper}, believed = 0
    where id = any (${sql.param(strays.map(({ id }) => id))}::bigint[])`);
}
