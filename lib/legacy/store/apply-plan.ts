import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { chunks } from "./chunks";
import { forgetVoices, handOver } from "./hand-over";
import type { BikeRow, PartRow, Plan } from "./plan";
import type { StoredPart } from "./stored-bike";

const FORM =
  sql.raw(`(bike_id text, oem_id uuid, model text, frame_number text, frame_normal text, fnuci text,
  battery_passport text, imei text, iccid text, produced_on date, firmware text)`);

/**
 * Makes what is stored what is believed, and writes the entities of all bikes that changed: first everything gives up what
 * it has no more, then it takes what it has. The bikes are locked.
 * @returns what was done of it: modules that cannot be moved stay where they are.
 * @throws AppError `conflict` where a component was put into another bike meanwhile.
 */
export async function applyPlan(transaction: Database, plan: Plan): Promise<Plan> {
  for (const part of chunks(plan.voided)) await voidPeriods(transaction, part);
  for (const part of chunks(plan.withdrawn)) await withdraw(transaction, part);
  for (const part of chunks(plan.changed)) await giveUp(transaction, part);
  for (const part of chunks(plan.moved)) await handOver(transaction, part);
  for (const part of chunks(plan.added)) await add(transaction, part);
  for (const part of chunks(plan.changed)) await take(transaction, part);
  const placed: PartRow[] = [];
  for (const owner of new Set(plan.placed.map(({ oem_id }) => oem_id)))
    for (const part of chunks(plan.placed.filter(({ oem_id }) => oem_id === owner))) {
      const own = await withOwnVoice(transaction, owner, part);
      await place(transaction, owner, own);
      placed.push(...own);
    }
  const modules = plan.voided.flatMap(({ kind, reports_as }) =>
    kind === "module" && reports_as !== null ? [reports_as] : [],
  );
  const raised = new Set([...plan.added, ...plan.changed].map(({ bike_id }) => bike_id));
  await publish(transaction, [...new Set([...plan.touched, ...modules])], raised);
  return { ...plan, placed };
}

/**
 * Writes the entities of bikes, and of those beside them whose modules sit in them.
 * @param raised bikes that have the version of this change already: new ones, and such as were changed.
 */
export async function publish(
  transaction: Database,
  bikeIds: readonly string[],
  raised: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (const some of chunks(bikeIds)) {
    const named = await transaction.execute<{ bike_id: string }>(sql`
      select distinct c.reports_as as bike_id from unnest(${sql.param(some)}::text[]) as a (bike_id)
      cross join lateral (
        select component_id from component_periods where bike_id = a.bike_id and kind = 'module' and voided_at is null offset 0) p
      cross join lateral (select reports_as from components where id = p.component_id and reports_as <> a.bike_id offset 0) c`);
    const all = [...new Set([...some, ...named.map(({ bike_id }) => bike_id)])];
    const changed = all.filter((bikeId) => !raised.has(bikeId));
    if (changed.length > 0)
      await transaction.execute(
        sql`update bikes set version = version + 1 where bike_id = any (${sql.param(changed)}::text[])`,
      );
    await transaction.execute(sql`select write_entities(${sql.param(all)}::text[])`);
  }
}

/** Numbers go to null first, so that two bikes may change theirs with each other. */
const giveUp = (transaction: Database, rows: readonly BikeRow[]) =>
  transaction.execute(sql`
    update bikes b set
      frame_number = case when b.frame_normal = g.frame_normal then b.frame_number else '?' || b.bike_id end,
      frame_normal = case when b.frame_normal = g.frame_normal then b.frame_normal else '?' || b.bike_id end,
      fnuci = nullif(b.fnuci, case when b.fnuci is distinct from g.fnuci then b.fnuci end),
      battery_passport = nullif(b.battery_passport, case when b.battery_passport is distinct from g.battery_passport then b.battery_passport end),
      imei = nullif(b.imei, case when b.imei is distinct from g.imei then b.imei end),
      iccid = nullif(b.iccid, case when b.iccid is distinct from g.iccid then b.iccid end)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g ${FORM}
    where b.bike_id = g.bike_id and (b.frame_normal <> g.frame_normal
      or b.fnuci is not null and b.fnuci is distinct from g.fnuci
      or b.battery_passport is not null and b.battery_passport is distinct from g.battery_passport
      or b.imei is not null and b.imei is distinct from g.imei
      or b.iccid is not null and b.iccid is distinct from g.iccid)`);

const take = (transaction: Database, rows: readonly BikeRow[]) =>
  transaction.execute(sql`
    update bikes b set frame_number = g.frame_number, frame_normal = g.frame_normal, fnuci = g.fnuci,
      battery_passport = g.battery_passport, imei = g.imei, iccid = g.iccid, produced_on = g.produced_on,
      firmware = g.firmware, model_id = coalesce(m.id, b.model_id), version = b.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g ${FORM}
    left join bike_models m on m.oem_id = g.oem_id and m.code = g.model
    where b.bike_id = g.bike_id`);

const add = (transaction: Database, rows: readonly BikeRow[]) =>
  transaction.execute(sql`
    insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal, fnuci, battery_passport, imei, iccid,
      produced_on, firmware)
    select g.bike_id, g.oem_id, m.id, g.frame_number, g.frame_normal, g.fnuci, g.battery_passport, g.imei, g.iccid,
      g.produced_on, g.firmware
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g ${FORM}
    join bike_models m on m.oem_id = g.oem_id and m.code = g.model
    order by g.bike_id`);

/** Bikes of which nothing is said any more; their numbers are free, and their modules speak under their ids no more. */
async function withdraw(transaction: Database, bikeIds: readonly string[]): Promise<void> {
  const ids = sql`${sql.param(bikeIds)}::text[]`;
  await transaction.execute(
    sql`update bikes set withdrawn_at = now(), unsaid_at = now() where bike_id = any (${ids})`,
  );
  await forgetVoices(transaction, ids);
}

/** Marked as told, since no person found them wrong. */
const voidPeriods = (transaction: Database, parts: readonly StoredPart[]) =>
  transaction.execute(sql`
    update component_periods set voided_at = now(), is_told = true
    where id = any (${sql.param(parts.map(({ period }) => period))}::bigint[])`);

/** Without modules that were in use and report as another bike: moving these takes readings along, which old data cannot say. */
async function withOwnVoice(
  transaction: Database,
  owner: string,
  parts: readonly PartRow[],
): Promise<readonly PartRow[]> {
  const modules = parts.filter(({ kind }) => kind === "module");
  if (modules.length === 0) return parts;
  const list = (pick: (part: PartRow) => string) => sql`${sql.param(modules.map(pick))}::text[]`;
  const rows = await transaction.execute<{ bike_id: string }>(sql`
    select bike_id from voices_taken(${owner}::uuid, ${list(({ bike_id }) => bike_id)}, ${list(({ normal }) => normal)})`);
  const taken = new Set(rows.map(({ bike_id }) => bike_id));
  return parts.filter(({ kind, bike_id }) => kind !== "module" || !taken.has(bike_id));
}

async function place(transaction: Database, owner: string, parts: readonly PartRow[]): Promise<void> {
  const sorted = parts.toSorted((a, b) => (keyOf(a.kind, a.normal) < keyOf(b.kind, b.normal) ? -1 : 1));
  const list = (pick: (part: PartRow) => string | null) => sql`${sql.param(sorted.map(pick))}::text[]`;
  const made = await transaction.execute<Made>(sql`
    select kind, serial_normal, id, free_since::text from make_components(${owner}::uuid, ${list(({ kind }) => kind)}::component_kind[], ${list(({ serial }) => serial)},
      ${list(({ normal }) => normal)}, ${list(({ part }) => part)}, ${list(() => null)},
      ${list(({ kind, bike_id }) => (kind === "module" ? bike_id : null))})`);
  const components = new Map(made.map((each) => [keyOf(each.kind, each.serial_normal), each]));
  const rows = sorted.flatMap(({ kind, normal, bike_id, slot, part }) => {
    const component = components.get(keyOf(kind, normal));
    return component ? [{ bike_id, slot, part, id: component.id, free_since: component.free_since }] : [];
  });
  if (rows.length < parts.length)
    throw new AppError("conflict", "A component was put into another bike meanwhile; try again.");
  const named = rows.flatMap(({ id, part }) => (part === null ? [] : [{ id, part }]));
  if (named.length > 0)
    await transaction.execute(sql`
      update components c set part_number = g.part
      from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as g (id bigint, part text)
      where c.id = g.id and c.part_number is null`);
  await transaction.execute(sql`
    insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, is_told, valid_from)
    select ${owner}::uuid, g.id, g.bike_id, b.seq, g.slot, true, greatest(
      g.free_since,
      (select max(p.valid_to) from component_periods p where p.bike_id = g.bike_id and p.kind = g.slot and p.voided_at is null))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g (bike_id text, slot component_kind, id bigint, free_since timestamptz)
    cross join lateral (select seq from bikes where bike_id = g.bike_id offset 0) b`);
}

interface Made extends Record<string, unknown> {
  readonly kind: string;
  readonly serial_normal: string;
  readonly id: string;
  readonly free_since: string | null;
}

const keyOf = (kind: string, normal: string): string => `${kind} ${normal}`;
