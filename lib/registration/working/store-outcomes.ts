import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { storableText } from "@/lib/spreadsheet/storable-text";
import type { Finding } from "../checks/finding";
import type { ClaimedBatch } from "./claimed-batch";

/** A row that is listed: one that could not be taken, or was taken with a warning. */
export interface ListedRow {
  readonly rowNumber: number;
  readonly outcome: "failed" | "warned";
  readonly itemKey: string;
  readonly cells: readonly string[];
  readonly findings: readonly Finding[];
  /** Of a failed row: the bike that it is of was registered before. */
  readonly isKnown?: boolean;
}

/** What a row says about the bike that it is of. */
export interface TriedItem {
  readonly itemKey: string;
  readonly reasons: readonly string[];
  /** It was registered before the row was looked at: what was tried already is told of, nothing that is new. */
  readonly isKnown?: boolean;
}

/** Keeps the rows that are listed, after what they say was told by `tryItems`: whoever registers their bikes waits for that. */
export async function listRows(
  transaction: Database,
  { id, oemId }: ClaimedBatch,
  rows: readonly ListedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const given = rows.map(({ rowNumber, outcome, itemKey, cells, findings }) => ({
    row_number: rowNumber,
    outcome,
    item_key: itemKey,
    cells,
    findings,
  }));
  await transaction.execute(sql`
    insert into batch_rows (batch_id, oem_id, row_number, outcome, item_key, cells, findings, fixed_at)
    select b.id, ${oemId}::uuid, g.row_number, g.outcome, g.item_key, g.cells, g.findings, i.registered_at
    from jsonb_to_recordset(${storable(given)}::jsonb)
      as g (row_number integer, outcome text, item_key text, cells jsonb, findings jsonb)
    join batches b on b.id = ${id}
    left join registration_items i on i.oem_id = ${oemId} and i.item_key = g.item_key and i.registered_at > b.created_at
      and g.outcome = 'failed'
    on conflict (batch_id, row_number) do nothing`);
}

/** A text that was cut may end in half a character. */
const storable = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? storableText(part) : part));

/**
 * Keeps how each bike went when it was tried for the first time, in a dry run or not: the question is how good data are
 * when they first come, and a plant that checks before it registers must not look better by that. Which file was first
 * is when it came, not when it was worked on; of the same bike in one file, the row that is best counts.
 * @param isRegistered they are registered by now, which ends what is to be mended of them in earlier files.
 */
export async function tryItems(
  transaction: Database,
  { id, oemId, plantId }: Pick<ClaimedBatch, "id" | "oemId" | "plantId">,
  items: readonly TriedItem[],
  isRegistered: boolean,
): Promise<void> {
  if (items.length === 0) return;
  const given = items.map(({ itemKey, reasons, isKnown = false }) => ({
    item_key: itemKey,
    reasons,
    is_known: isKnown,
  }));
  const registeredAt = isRegistered ? sql`now()` : sql`null::timestamptz`;
  const isFirst = sql`(excluded.first_at, excluded.first_batch_id, cardinality(excluded.first_reasons), excluded.first_reasons)
    < (i.first_at, i.first_batch_id, cardinality(i.first_reasons), i.first_reasons)`;
  await transaction.execute(sql`
    insert into registration_items as i (oem_id, item_key, plant_id, first_batch_id, first_at, first_reasons, registered_at)
    select distinct on (g.item_key) b.oem_id, g.item_key, ${plantId}::uuid, b.id, b.created_at, g.reasons, ${registeredAt}
    from batches b, jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (item_key text, reasons text[], is_known boolean)
    where b.id = ${id} and (not g.is_known or exists (select from registration_items k
      where k.oem_id = ${oemId} and k.item_key = g.item_key and (k.first_at, k.first_batch_id) >= (b.created_at, b.id)))
    order by g.item_key, cardinality(g.reasons), g.reasons
    on conflict (oem_id, item_key) do update set
      plant_id = case when ${isFirst} then excluded.plant_id else i.plant_id end,
      first_batch_id = case when ${isFirst} then excluded.first_batch_id else i.first_batch_id end,
      first_at = case when ${isFirst} then excluded.first_at else i.first_at end,
      first_reasons = case when ${isFirst} then excluded.first_reasons else i.first_reasons end,
      registered_at = greatest(i.registered_at, excluded.registered_at)
    where ${isFirst} or excluded.registered_at is not null`);
  if (isRegistered) await fixRows(transaction, oemId, items);
}

async function fixRows(transaction: Database, oemId: string, items: readonly TriedItem[]): Promise<void> {
  const keys = sql.param(items.map(({ itemKey }) => itemKey));
  await transaction.execute(sql`
    update batch_rows set fixed_at = now()
    where oem_id = ${oemId} and item_key = any(${keys}::text[]) and outcome = 'failed' and fixed_at is null`);
}

/** The keys under which bikes were tried before. */
export async function loadItemKeys(
  transaction: Database,
  { oemId }: ClaimedBatch,
  keys: readonly string[],
): Promise<Set<string>> {
  const rows = await transaction.execute<{ item_key: string }>(sql`
    select item_key from registration_items
    where oem_id = ${oemId} and item_key = any(${sql.param([...keys])}::text[])`);
  return new Set(rows.map(({ item_key }) => item_key));
}
