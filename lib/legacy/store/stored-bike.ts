import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { COMPONENT_KINDS, COMPONENT_SLOTS } from "@/lib/domain/master-data";
import { each, inTurns } from "@/lib/in-turns";
import { type FactKey, factOf, leadOf } from "../fact";
import type { Told } from "../statement";
import { SET_ASIDE } from "./nobody";

const Part = z.object({
  period: z.number(),
  slot: z.enum(COMPONENT_SLOTS),
  kind: z.enum(COMPONENT_KINDS),
  serial: z.string(),
  normal: z.string(),
  part: z.string().nullable(),
  reports_as: z.string().nullable(),
  is_open: z.boolean(),
  /** Entered for what old files say. */
  is_told: z.boolean(),
  /** Entered when the bike was registered. */
  is_first: z.boolean(),
  entered_us: z.number(),
});
export type StoredPart = z.infer<typeof Part>;

const Row = z.object({
  bike_id: z.string(),
  oem_id: z.string(),
  model: z.string(),
  frame_number: z.string(),
  frame_normal: z.string(),
  fnuci: z.string().nullable(),
  battery_passport: z.string().nullable(),
  imei: z.string().nullable(),
  iccid: z.string().nullable(),
  produced_on: z.string().nullable(),
  firmware: z.string().nullable(),
  is_withdrawn: z.boolean(),
  merged_into: z.string().nullable(),
  is_nobodys: z.boolean(),
  /** Withdrawn because what made it was taken back. */
  is_unsaid: z.boolean(),
  is_kept: z.boolean(),
  /** A plant has registered it: no file of old data made it. */
  is_from_plant: z.boolean(),
  parts: z.array(Part),
});
export type StoredBike = z.infer<typeof Row>;

/** Stands where a bike's frame number is with another bike, or not known: no number is written like this. */
export const unknownFrame = (bikeId: string): string => `?${bikeId}`;

/** Bikes as they are stored, locked in the order of their names. */
export async function lockBikes(transaction: Database, bikeIds: readonly string[]): Promise<StoredBike[]> {
  const rows = await transaction.execute(sql`
    select b.bike_id, b.oem_id, m.code as model, b.frame_number, b.frame_normal, b.fnuci, b.battery_passport, b.imei,
      b.iccid, b.produced_on::text, b.firmware, b.withdrawn_at is not null as is_withdrawn, b.merged_into,
      o.kind = 'maker' and b.bike_id <> ${SET_ASIDE} as is_nobodys,
      coalesce(b.withdrawn_at = b.unsaid_at, false) as is_unsaid,
      num_nonnulls(b.plant_id, b.batch_id) > 0 as is_from_plant,
      coalesce((b.withdrawn_at is not null or num_nonnulls(b.plant_id, b.batch_id) > 0
        or (select true from fleet_assignments a where a.bike_id = b.bike_id limit 1)
        or (select true from ownership_periods a where a.bike_id = b.bike_id limit 1)
        or (select true from corrections a where a.bike_id = b.bike_id limit 1)
        or (select true from support_cases a where a.bike_id = b.bike_id limit 1)
        or (select true from bikes a where a.merged_into = b.bike_id limit 1)
        or (select true from component_periods a where a.bike_id = b.bike_id and a.valid_to is not null limit 1)), false) as is_kept,
      coalesce((select jsonb_agg(jsonb_build_object('period', p.id, 'slot', p.kind, 'kind', c.kind, 'serial', c.serial,
          'normal', c.serial_normal, 'part', c.part_number, 'reports_as', c.reports_as, 'is_open', p.valid_to is null and p.voided_at is null,
          'is_told', p.is_told, 'is_first', p.entered_at <= b.registered_at,
          'entered_us', (extract(epoch from p.entered_at) * 1000000)::bigint) order by p.id)
        from component_periods p join components c on c.id = p.component_id
        where p.bike_id = b.bike_id and (p.voided_at is null or not p.is_told)), '[]') as parts
    from bikes b join bike_models m on m.id = b.model_id join organisations o on o.id = b.oem_id
    where b.bike_id = any (${sql.param(bikeIds)}::text[]) order by b.bike_id for update of b`);
  return inTurns(each(rows, (row) => Row.parse(row)));
}

const COLUMNS = ["fnuci", "battery_passport", "imei", "iccid", "produced_on", "firmware", "model"] as const;

/** What a stored bike says of itself. */
export function factsOfBike(bike: StoredBike): Map<FactKey, Told> {
  const facts = new Map<FactKey, Told>([["bike_id", { value: bike.bike_id, normal: bike.bike_id }]]);
  if (!bike.frame_number.startsWith("?"))
    facts.set("frame_number", { value: bike.frame_number, normal: bike.frame_normal });
  for (const column of COLUMNS) {
    const value = bike[column];
    if (value !== null) facts.set(column, { value, normal: value });
  }
  for (const { slot, serial, normal, is_open } of bike.parts)
    if (is_open) facts.set(`${slot}_serial`, { value: serial, normal });
  return facts;
}

/** What leads to a stored bike. */
export const leadsToBike = (bike: StoredBike): string[] =>
  [...factsOfBike(bike)].flatMap(([key, { normal }]) => {
    const fact = factOf(key);
    const lead = fact ? leadOf(fact, normal, bike.oem_id) : null;
    return lead === null ? [] : [lead];
  });

/** Components that were taken out of it, or that people found were never in it, by what leads to them. */
export const leadsOnceIn = (bike: StoredBike): string[] => {
  const leadTo = ({ kind, normal }: StoredPart) => `${kind}=${normal}`;
  const inside = new Set(bike.parts.filter(({ is_open }) => is_open).map(leadTo));
  return bike.parts
    .filter(({ is_open }) => !is_open)
    .map(leadTo)
    .filter((lead) => !inside.has(lead));
};
