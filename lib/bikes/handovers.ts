import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { LockedBike } from "./change-bikes";
import { sinceWhen } from "./component-words";
import { asDate, stretchOf } from "./periods/period";
import { type Holding, planHandover } from "./periods/plan-handover";

/** The two tables that say who has a bike for a while, and what a holder is there. */
const TABLES = {
  fleet: { table: sql.raw("fleet_assignments"), holder: sql.raw("fleet_id"), words: "with this fleet" },
  owner: { table: sql.raw("ownership_periods"), holder: sql.raw("rider_id"), words: "this rider's" },
} as const;
export type HoldingKind = keyof typeof TABLES;

const moment = z.coerce.date().nullable();
const Row = z.object({ id: z.coerce.number(), holder: z.string(), valid_from: moment, valid_to: moment });

/** Who had a locked bike when; voided holdings are none. */
export async function holdingsOf(
  transaction: Database,
  kind: HoldingKind,
  bikeId: string,
): Promise<readonly Holding[]> {
  const { table, holder } = TABLES[kind];
  const rows = await transaction.execute(sql`
    select id, ${holder} as holder, valid_from, valid_to from ${table}
    where bike_id = ${bikeId} and voided_at is null order by id`);
  return rows.map((row) => {
    const { id, holder: holderId, valid_from, valid_to } = Row.parse(row);
    return { id, holderId, ...stretchOf(valid_from, valid_to) };
  });
}

/** Gives a locked bike to somebody from a moment on; who had it until then has it no more. @throws AppError `conflict`. */
export async function handOver(
  transaction: Database,
  kind: HoldingKind,
  { bike_id, seq, oem_id }: LockedBike,
  told: { readonly holderId: string; readonly fromMs: number; readonly toMs: number },
): Promise<void> {
  const { table, holder, words } = TABLES[kind];
  const plan = planHandover(told, await holdingsOf(transaction, kind, bike_id));
  if (plan.kind !== "plan") {
    const { fromMs } = plan.holding;
    const why = {
      "already-theirs": `${bike_id} is ${words} already, ${sinceWhen(fromMs)}.`,
      "same-instant": `${bike_id} went to somebody at this very moment: void that first if it is wrong.`,
      overlaps: `${bike_id} went to somebody else within that time, ${sinceWhen(fromMs)}.`,
    };
    throw new AppError("conflict", why[plan.kind]);
  }
  if (plan.closes) await endHolding(transaction, kind, plan.closes, plan.fromMs);
  await transaction.execute(sql`
    insert into ${table} (oem_id, bike_id, bike_seq, ${holder}, valid_from, valid_to)
    values (${oem_id}, ${bike_id}, ${seq}, ${told.holderId}, ${iso(plan.fromMs)}::timestamptz, ${iso(plan.toMs)}::timestamptz)`);
}

export async function endHolding(
  transaction: Database,
  kind: HoldingKind,
  { id }: Holding,
  atMs: number,
): Promise<void> {
  await transaction.execute(
    sql`update ${TABLES[kind].table} set valid_to = ${iso(atMs)}::timestamptz where id = ${id}`,
  );
}

const iso = (atMs: number): string | null => asDate(atMs)?.toISOString() ?? null;
