import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { AppError } from "@/lib/errors";
import { requireMakersRegistrar } from "../registrar";
import { holdProductions } from "./store-productions";

const WithdrawProductionInput = z.object({
  lot: z.string().trim().min(1).max(64),
  /** Of the lot, where several plants have one of this name. */
  plant: z.string().trim().min(1).max(64).optional(),
  reason: Reason,
});

export interface WithdrawnProduction {
  readonly components: number;
  /** How many of them are in a bike now: there they stay. */
  readonly inBikes: number;
}

/**
 * Takes a lot back that was loaded by mistake: its components were never made, until they are loaded again. What was stored
 * stays with the moment, and so do bikes that were registered with them.
 * @throws AppError `forbidden`, `invalid`, `not-found` (no such lot, or withdrawn before), `conflict` (of several plants).
 */
export async function withdrawProduction(
  author: Author,
  input: z.input<typeof WithdrawProductionInput>,
  db: Database = database(),
): Promise<WithdrawnProduction> {
  requireMakersRegistrar(author);
  const { lot, plant, reason } = parseInput(WithdrawProductionInput, input);
  return asking(() =>
    db.transaction(async (transaction) => {
      await holdProductions(transaction);
      const of = await plantOf(transaction, lot, plant);
      const isIt = sql`p.lot = ${lot} and p.plant = ${of} and p.withdrawn_at is null`;
      const inBikes = await countInBikes(transaction, isIt);
      const { count: components } = await transaction.execute(
        sql`update produced_components p set withdrawn_at = now() where ${isIt}`,
      );
      const details = { plant: of, components, inBikes };
      await record(transaction, {
        author,
        verb: "withdraw-production",
        subject: `lot:${lot}`,
        reason,
        details,
      });
      return { components, inBikes };
    }),
  );
}

async function plantOf(transaction: Database, lot: string, plant: string | undefined): Promise<string> {
  const rows = await transaction.execute<{ plant: string }>(sql`
    select distinct plant from produced_components where lot = ${lot} and withdrawn_at is null order by plant`);
  const plants = rows.map((row) => row.plant).filter((each) => plant === undefined || each === plant);
  const [first, ...others] = plants;
  if (first === undefined)
    throw new AppError("not-found", `There is no lot ${lot}${plant === undefined ? "" : ` of ${plant}`}.`);
  if (others.length > 0)
    throw new AppError("conflict", `Expected one plant, got ${plants.join(", ")}: say whose lot ${lot} is.`);
  return first;
}

async function countInBikes(transaction: Database, isIt: SQL): Promise<number> {
  const [row] = await transaction.execute<{ n: number }>(sql`
    select count(*)::integer as n from produced_components p join components c on c.kind = p.kind and c.serial_normal = p.serial_normal
    where ${isIt} and exists (select from component_periods f where f.component_id = c.id and f.valid_to is null and f.voided_at is null)`);
  return row?.n ?? 0;
}
