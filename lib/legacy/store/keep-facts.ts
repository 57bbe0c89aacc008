import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { Decided } from "../decide/decide";
import type { LoadedWorld } from "./load-world";

/** Rows in one statement of the database. */
const CHUNK = 5_000;

/** Adds to each bike's facts what is said of it and not there yet, and marks which of them are believed. */
export async function keepFacts(
  transaction: Database,
  { statements }: LoadedWorld,
  { bikeOf, bikes }: Decided,
  fileId: string | null,
): Promise<void> {
  const facts = statements.flatMap(({ digest, facts, source, trust }) => {
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
  const form = sql.raw("(bike_id text, fact text, value text, source text, trust trust, believed smallint)");
  for (let at = 0; at < facts.length; at += CHUNK)
    await transaction.execute(sql`
      insert into bike_facts (oem_id, bike_id, fact, value, source, trust, batch_id, believed)
      select distinct b.oem_id, g.bike_id, g.fact, g.value, g.source, g.trust, ${fileId}::uuid, g.believed
      from jsonb_to_recordset(${JSON.stringify(facts.slice(at, at + CHUNK))}::jsonb) as g ${form}
      join bikes b on b.bike_id = g.bike_id
      where not exists (select from bike_facts f where f.bike_id = g.bike_id and f.fact = g.fact and f.value = g.value
        and f.source = g.source and f.trust = g.trust)`);
  const touched = [...new Set(facts.map(({ bike_id }) => bike_id))];
  const believed = facts.filter((fact) => fact.believed === 1);
  // Facts of rows that turned out to be of another bike stay, and are not believed.
  await transaction.execute(sql`
    update bike_facts f set believed = 1 - f.believed
    where f.bike_id = any (${sql.param(touched)}::text[]) and f.believed <> (case when exists (
      select from jsonb_to_recordset(${JSON.stringify(believed)}::jsonb) as g ${form}
      where g.bike_id = f.bike_id and g.fact = f.fact and g.value = f.value and g.source = f.source and g.trust = f.trust) then 1 else 0 end)`);
}
