import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { normalNumber } from "@/lib/domain/bike-number";
import { AppError } from "@/lib/errors";
import { CORRECTABLE, type CorrectableKey } from "./correctable-fields";

/** A proposed value as it is kept. @throws AppError `invalid`. */
export function readProposed(field: CorrectableKey, text: string): string {
  const { label, expected, read } = CORRECTABLE[field];
  const value = read(text);
  if (value === null) throw new AppError("invalid", `${label}: expected ${expected}, got ${text}.`);
  return value;
}

/** What a bike has now; null where it has none. */
export async function valueNow(
  transaction: Database,
  bikeId: string,
  field: CorrectableKey,
): Promise<string | null> {
  const column = field === "model" ? sql`m.code` : sql`b.${sql.identifier(field)}::text`;
  const [row] = await transaction.execute<{ value: string | null }>(sql`
    select ${column} as value from bikes b join bike_models m on m.id = b.model_id where b.bike_id = ${bikeId}`);
  return row?.value ?? null;
}

/** Gives a locked bike a value. @throws AppError `conflict` (no such model), and what the database has against it. */
export async function giveValue(
  transaction: Database,
  bikeId: string,
  field: CorrectableKey,
  value: string,
): Promise<void> {
  switch (field) {
    case "model": {
      const given = await transaction.execute(sql`
        update bikes b set model_id = m.id from bike_models m
        where b.bike_id = ${bikeId} and m.oem_id = b.oem_id and m.code = ${value} returning b.bike_id`);
      if (given.length === 0) throw new AppError("conflict", `Its OEM has no model ${value}.`);
      return;
    }
    case "frame_number":
      await transaction.execute(sql`
        update bikes set frame_number = ${value}, frame_normal = ${normalNumber(value)} where bike_id = ${bikeId}`);
      return;
    case "produced_on":
      await transaction.execute(sql`update bikes set produced_on = ${value}::date where bike_id = ${bikeId}`);
      return;
    default:
      await transaction.execute(
        sql`update bikes set ${sql.identifier(field)} = ${value} where bike_id = ${bikeId}`,
      );
  }
}
