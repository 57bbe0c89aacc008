import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { normalNumber } from "@/lib/domain/bike-number";
import type { Candidate } from "../checks/candidate";
import type { Finding } from "../checks/finding";
import { COMPONENT_KINDS } from "../columns/components";
import type { ClaimedBatch } from "./claimed-batch";

/** A row that passed all checks. */
export interface ReadyRow {
  readonly candidate: Candidate;
  readonly modelId: string;
  readonly warnings: readonly Finding[];
  readonly cells: readonly string[];
  readonly itemKey: string;
}

/** Somebody else has stored what these rows name, after they were checked. */
export class RowsTaken extends Error {
  override readonly name = "RowsTaken";
}

/**
 * Stores bikes with their components and entities; a withdrawn bike becomes active anew.
 * @throws RowsTaken, and what the database says where a number was taken meanwhile: nothing is stored then.
 */
export async function storeBikes(
  transaction: Database,
  batch: ClaimedBatch,
  rows: readonly ReadyRow[],
): Promise<void> {
  const sorted = rows.toSorted((a, b) => (a.candidate.bikeId < b.candidate.bikeId ? -1 : 1));
  const seqs = await putBikes(transaction, batch, sorted);
  await putComponents(transaction, batch, sorted, seqs);
  const ids = sorted.map(({ candidate }) => candidate.bikeId);
  await transaction.execute(sql`select write_entities(${sql.param(ids)}::text[])`);
}

async function putBikes(
  transaction: Database,
  { id, oemId, plantId }: ClaimedBatch,
  rows: readonly ReadyRow[],
): Promise<Map<string, string>> {
  const given = rows.map(({ candidate, modelId }) => ({
    bike_id: candidate.bikeId,
    model_id: modelId,
    frame_number: candidate.frameNumber,
    frame_normal: candidate.frameNormal,
    fnuci: candidate.fnuci,
    battery_passport: candidate.batteryPassport,
    imei: candidate.imei,
    iccid: candidate.iccid,
    produced_on: candidate.producedOn,
    firmware: candidate.firmware,
  }));
  const put = await transaction.execute<{ bike_id: string; seq: string }>(sql`
    insert into bikes as b (bike_id, oem_id, plant_id, model_id, frame_number, frame_normal, fnuci, battery_passport,
      imei, iccid, produced_on, firmware, batch_id)
    select g.bike_id, ${oemId}::uuid, ${plantId}::uuid, g.model_id, g.frame_number, g.frame_normal, g.fnuci,
      g.battery_passport, g.imei, g.iccid, g.produced_on, g.firmware, ${id}::uuid
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (bike_id text, model_id uuid, frame_number text,
      frame_normal text, fnuci text, battery_passport text, imei text, iccid text, produced_on date, firmware text)
    on conflict (bike_id) do update set plant_id = excluded.plant_id, model_id = excluded.model_id,
      frame_number = excluded.frame_number, frame_normal = excluded.frame_normal, fnuci = excluded.fnuci,
      battery_passport = excluded.battery_passport, imei = excluded.imei, iccid = excluded.iccid,
      produced_on = excluded.produced_on, firmware = excluded.firmware, batch_id = excluded.batch_id,
      registered_at = now(), withdrawn_at = null, version = b.version + 1
    where b.withdrawn_at is not null and b.merged_into is null
    returning bike_id, seq`);
  if (put.length < rows.length) throw new RowsTaken("a bike was registered meanwhile");
  return new Map(put.map(({ bike_id, seq }) => [bike_id, seq]));
}

const MadeRow = z.object({
  kind: z.enum(COMPONENT_KINDS),
  serial_normal: z.string(),
  id: z.coerce.string(),
  free_since: z.string().nullable(),
});

/** In the order of kind and number, so that two who register at once do not wait for each other. */
async function putComponents(
  transaction: Database,
  { oemId }: ClaimedBatch,
  rows: readonly ReadyRow[],
  seqs: ReadonlyMap<string, string>,
): Promise<void> {
  const parts = rows
    .flatMap(({ candidate: { bikeId, firmware, components } }) =>
      components.flatMap(({ slot, kind, serial, part }) =>
        serial === null
          ? []
          : [
              {
                key: `${kind} ${normalNumber(serial)}`,
                bikeId,
                slot,
                kind,
                serial,
                normal: normalNumber(serial),
                part,
                firmware: kind === "motor" ? firmware : null,
                reporting: kind === "module" ? bikeId : null,
              },
            ],
      ),
    )
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  if (parts.length === 0) return;
  const list = (pick: (part: (typeof parts)[number]) => string | null) =>
    sql`${sql.param(parts.map(pick))}::text[]`;
  const made = await transaction.execute(sql`
    select kind, serial_normal, id, free_since::text from make_components(${oemId},
      ${list(({ kind }) => kind)}::component_kind[], ${list(({ serial }) => serial)}, ${list(({ normal }) => normal)},
      ${list(({ part }) => part)}, ${list(({ firmware }) => firmware)}, ${list(({ reporting }) => reporting)})`);
  const byKey = new Map(
    made.map((row) => MadeRow.parse(row)).map((row) => [`${row.kind} ${row.serial_normal}`, row]),
  );
  const given = parts.map(({ key, bikeId, slot, serial, part, firmware, reporting }) => {
    const component = byKey.get(key);
    if (!component) throw new RowsTaken("a component is in another bike");
    const { id, free_since } = component;
    const bike_seq = seqs.get(bikeId);
    return {
      component_id: id,
      bike_id: bikeId,
      bike_seq,
      slot,
      free_since,
      serial,
      part,
      firmware,
      reporting,
    };
  });
  const json = JSON.stringify(given);
  // A module that was in no bike but by mistake reports as the bike that it is in now.
  await transaction.execute(sql`
    update components c set part_number = coalesce(g.part, c.part_number), firmware = coalesce(g.firmware, c.firmware),
      serial = g.serial, reports_as = case when g.is_first then g.reporting else c.reports_as end
    from (
      select *, reporting is not null and not exists (
        select from component_periods p where p.component_id = r.component_id and p.voided_at is null) as is_first
      from jsonb_to_recordset(${json}::jsonb) as r (component_id bigint, serial text, part text, firmware text, reporting text)
    ) g
    where c.id = g.component_id and (c.serial, c.part_number, c.firmware, c.reports_as) is distinct from
      (g.serial, coalesce(g.part, c.part_number), coalesce(g.firmware, c.firmware), case when g.is_first then g.reporting else c.reports_as end)`);
  await transaction.execute(sql`
    insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from)
    select ${oemId}::uuid, g.component_id, g.bike_id, g.bike_seq, g.slot, g.free_since
    from jsonb_to_recordset(${json}::jsonb) as g (component_id bigint, bike_id text, bike_seq bigint, slot component_kind,
      free_since timestamptz)`);
}
