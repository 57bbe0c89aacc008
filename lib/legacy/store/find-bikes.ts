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

function questionFor(kind: string, values: readonly string[]): SQL {
  const list = sql`${sql.param(values)}::text[]`;
  const number = NUMBERS.find((each) => each === kind);
  if (number)
    return sql`select bike_id from bikes where ${sql.identifier(number)} = any (${list}) and withdrawn_at is null`;
  if (kind === "bike_id")
    return sql`select bike_id from bikes where bike_id = any (${list})
      union select bike_id from bikes where merged_into = any (${list})
      union select merged_into from bikes where bike_id = any (${list}) and merged_into is not null`;
  if (kind === "frame_number")
    return sql`select b.bike_id from unnest(${list}) as a (pair) join bikes b
      on b.oem_id = split_part(a.pair, '/', 1)::uuid and b.frame_normal = split_part(a.pair, '/', 2) where b.withdrawn_at is null`;
  return sql`select p.bike_id from components c join component_periods p on p.component_id = c.id
    where c.kind = ${kind}::component_kind and c.serial_normal = any (${list}) and p.valid_to is null and p.voided_at is null`;
}
