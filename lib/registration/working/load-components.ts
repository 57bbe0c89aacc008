import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import type { ComponentHolder, Known, Production } from "../checks/known";
import { COMPONENT_KINDS } from "../columns/components";

const Row = z.object({
  kind: z.string(),
  serial_normal: z.string(),
  /** Null where the component is another OEM's. */
  id: z.coerce.string().nullable(),
  is_in_bike: z.boolean(),
  since: z.string().nullable(),
  part_made: z.string().nullable(),
  models_made: z.array(z.string()).nullable(),
});

/** Where components are, and how they were made. @param keys as `componentKey` writes them. */
export async function loadComponents(
  transaction: Database,
  keys: ReadonlySet<string>,
): Promise<Pick<Known, "componentsInBikes" | "produced" | "producedKinds">> {
  const named = [...keys].map((key) => {
    const [kind = "", ...serial] = key.split(" ");
    return { key, kind, normal: serial.join(" ") };
  });
  const kinds = sql.param(named.map(({ kind }) => kind));
  const normals = sql.param(named.map(({ normal }) => normal));
  const rows = await transaction.execute(sql`
    select kind, serial_normal, id, is_in_bike, part_made, models_made,
      to_char(in_bike_since at time zone 'UTC', 'YYYY-MM-DD') as since
    from components_known(${kinds}::text[]::component_kind[], ${normals}::text[])`);
  const known = rows.map((row) => Row.parse(row));
  const holders = await loadHolders(
    transaction,
    known.flatMap(({ id, is_in_bike }) => (is_in_bike && id !== null ? [id] : [])),
  );
  const byNormal = new Map(known.map((row) => [`${row.kind} ${row.serial_normal}`, row]));
  const componentsInBikes = new Map<string, ComponentHolder>();
  const produced = new Map<string, Production>();
  for (const { key, kind, normal } of named) {
    const row = byNormal.get(`${kind} ${normal}`);
    if (!row) continue;
    const { since, part_made: partNumber } = row;
    const bikeId = row.id === null ? undefined : holders.get(row.id);
    if (row.is_in_bike)
      componentsInBikes.set(key, { bikeId: bikeId ?? "", sameOem: bikeId !== undefined, since });
    if (partNumber !== null) produced.set(key, { partNumber, modelCode: onlyOne(row.models_made) });
  }
  return { componentsInBikes, produced, producedKinds: await loadProducedKinds(transaction) };
}

/** The bikes that the tenant's components are in. */
async function loadHolders(transaction: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await transaction.execute<{ component_id: string; bike_id: string }>(sql`
    select component_id, bike_id from component_periods
    where component_id = any(${sql.param(ids)}::bigint[]) and valid_to is null and voided_at is null`);
  return new Map(rows.map(({ component_id, bike_id }) => [String(component_id), bike_id]));
}

async function loadProducedKinds(transaction: Database): Promise<Known["producedKinds"]> {
  const rows = await transaction.execute<{ kind: string }>(sql`select kind from produced_kinds`);
  const kinds = new Set(rows.map(({ kind }) => kind));
  return new Set(COMPONENT_KINDS.filter((kind) => kinds.has(kind)));
}

/** Of components that fit several models, which they are does not matter. */
const onlyOne = (codes: readonly string[] | null): string | null =>
  codes?.length === 1 ? (codes[0] ?? null) : null;
