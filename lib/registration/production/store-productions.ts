import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { normalNumber } from "@/lib/domain/bike-number";
import type { ProductionFault, ProductionRow } from "./production";

const Contradicted = z.object({
  row: z.number(),
  serial: z.string(),
  part_number: z.string(),
  model_codes: z.array(z.string()),
  plant: z.string(),
  lot: z.string(),
  produced_on: z.string().nullable(),
});

/**
 * Stores what is not known yet, each serial number once; what is known already and said otherwise is contradicted, and
 * stays as it is. A few statements, however many rows; of those who store at once each waits for the one before.
 * @returns how many were stored, and the rows that contradict what is stored.
 */
export async function storeProductions(
  transaction: Database,
  rows: readonly ProductionRow[],
): Promise<{ readonly loaded: number; readonly contradictions: readonly ProductionFault[] }> {
  const given = sql`
    select g.row, g.kind, g.serial, g.normal, g.part, g.plant, g.lot, g.day,
      array(select jsonb_array_elements_text(g.models)) as models
    from jsonb_to_recordset(${JSON.stringify(
      rows.map(({ row, production: { kind, plant, lot, partNumber, modelCodes, serial, producedOn } }) => ({
        ...{ row, kind, plant, lot, serial },
        ...{ normal: normalNumber(serial), part: partNumber, models: modelCodes, day: producedOn },
      })),
    )}::text::jsonb) as g (row integer, kind component_kind, serial text, normal text, part text, models jsonb, plant text, lot text, day date)`;
  await holdProductions(transaction);
  const made = await transaction.execute(sql`
    insert into produced_components (kind, serial_normal, serial, part_number, model_codes, plant, lot, produced_on)
    select kind, normal, serial, part, models, plant, lot, day from (${given}) g order by kind, normal, row
    on conflict do nothing`);
  const contradicted = await transaction.execute(sql`
    select g.row, p.serial, p.part_number, p.model_codes, p.plant, p.lot, p.produced_on::text
    from (${given}) g join produced_components p on p.kind = g.kind and p.serial_normal = g.normal and p.withdrawn_at is null
    where (p.part_number, p.model_codes, p.plant, p.lot, p.produced_on)
      is distinct from (g.part, g.models, g.plant, g.lot, g.day)
    order by g.row`);
  return { loaded: made.count, contradictions: contradicted.map((row) => faultOf(Contradicted.parse(row))) };
}

/** One at a time says what was made, until its transaction ends. */
export const holdProductions = (transaction: Database) =>
  transaction.execute(sql`select pg_advisory_xact_lock(hashtext('slipstream productions'))`);

const faultOf = (known: z.infer<typeof Contradicted>): ProductionFault => ({
  row: known.row,
  fault: `${known.serial} is known otherwise: part ${known.part_number} of lot ${known.lot} of ${known.plant} for ${
    known.model_codes.join(", ") || "any model"
  }, produced ${known.produced_on ?? "on a day that nobody told"}`,
});
