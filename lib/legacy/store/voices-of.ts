import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { each, inTurns } from "@/lib/in-turns";
import type { Voices } from "../decide/world";
import { leadsOf, type Statement } from "../statement";

const MODULE = "module=";
const Used = z.object({ normal: z.string(), reports_as: z.string(), sits_in: z.string().nullable() });
const Elsewhere = z.object({ reports_as: z.string(), normal: z.string(), bike_id: z.string() });

const modulesIn = (statement: Statement): string[] =>
  leadsOf(statement).flatMap((lead) => (lead.startsWith(MODULE) ? [lead.slice(MODULE.length)] : []));

/** As which bikes the modules report that statements name, and which report as the bikes that are named or stored. */
export async function voicesOf(
  transaction: Database,
  statements: readonly Statement[],
  stored: readonly string[],
): Promise<Voices> {
  const modules = (await inTurns(each(statements, modulesIn))).flat();
  if (modules.length === 0) return { used: new Map(), elsewhere: new Map() };
  const named = statements.flatMap(({ facts }) => facts.get("bike_id")?.normal ?? []);
  const used = await transaction.execute(sql`
    select c.serial_normal as normal, c.reports_as, (
      select p.bike_id from component_periods p where p.component_id = c.id and p.voided_at is null and p.valid_to is null) as sits_in
    from components c
    where c.kind = 'module' and c.serial_normal = any (${sql.param([...new Set(modules)])}::text[]) and c.reports_as is not null
      and exists (select from component_periods p where p.component_id = c.id and p.voided_at is null and p.valid_to is not null)`);
  const elsewhere = await transaction.execute(sql`
    select c.reports_as, c.serial_normal as normal, p.bike_id from components c join component_periods p on p.component_id = c.id
    where c.reports_as = any (${sql.param([...new Set([...stored, ...named])])}::text[]) and c.kind = 'module'
      and p.bike_id <> c.reports_as and p.voided_at is null and p.valid_to is null`);
  return {
    used: new Map(
      used
        .map((row) => Used.parse(row))
        .map(({ normal, reports_as, sits_in }) => [
          `${MODULE}${normal}`,
          { reportsAs: reports_as, sitsIn: sits_in },
        ]),
    ),
    elsewhere: new Map(
      elsewhere
        .map((row) => Elsewhere.parse(row))
        .map(({ reports_as, normal, bike_id }) => [
          reports_as,
          { lead: `${MODULE}${normal}`, bikeId: bike_id },
        ]),
    ),
  };
}
