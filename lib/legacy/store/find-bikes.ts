import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

const NUMBERS = ["fnuci", "battery_passport", "imei", "iccid"] as const;

/** Bikes that these lead to by what is stored in them, and those that are one with bikes named so. */
export async function bikesWith(transaction: Database, leads: readonly string[]): Promise<string[]> {
  const byKind = new Map<string, string[]>();
  for (const lead of leads) {
    const at = lead.indexOf("=");
    const kind = lead.slice(0, at);
    const values = byKind.get(kind) ?? [];
    byKind.set(kind, values);
    values.push(lead.slice(at + 1));
  }
  const questions = [...byKind].map(([kind, values]) => questionFor(kind, values));
  if (questions.length === 0) return [];
  const found = await transaction.execute<{ bike_id: string }>(sql.join(questions, sql` union `));
  return found.map(({ bike_id }) => bike_id);
}

/** Fenced off, so that each value is looked up by index, however large the planner takes the tables to be. */
function questionFor(kind: string, values: readonly string[]): SQL {
  const list = sql`unnest(${sql.param(values)}::text[]) as a (value)`;
  const eachOf = (found: SQL) => sql`select f.bike_id from ${list} cross join lateral (${found} offset 0) f`;
  const number = NUMBERS.find((each) => each === kind);
  if (number)
    return eachOf(
      sql`select bike_id from bikes where ${sql.identifier(number)} = a.value and withdrawn_at is null`,
    );
  if (kind === "bike_id")
    return eachOf(sql`select bike_id from bikes where bike_id = a.value
      union all select merged_into from bikes where bike_id = a.value and merged_into is not null
      union all select bike_id from bikes where merged_into = a.value`);
  if (kind === "frame_number")
    return eachOf(sql`select bike_id from bikes where oem_id = split_part(a.value, '/', 1)::uuid
      and frame_normal = split_part(a.value, '/', 2) and withdrawn_at is null`);
  return sql`select p.bike_id from ${list}
    cross join lateral (select id from components where kind = ${kind}::component_kind and serial_normal = a.value offset 0) c
    cross join lateral (
      select bike_id from component_periods where component_id = c.id and valid_to is null and voided_at is null offset 0) p`;
}
