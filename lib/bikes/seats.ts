import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { COMPONENT_SLOTS, type ComponentKind, type ComponentSlot } from "@/lib/domain/master-data";
import { type Seat, stretchOf } from "./periods/period";

const moment = z.coerce.date().nullable();
const Row = z.object({
  id: z.coerce.number(),
  component_id: z.coerce.number(),
  bike_id: z.string(),
  slot: z.enum(COMPONENT_SLOTS),
  valid_from: moment,
  valid_to: moment,
});

/** Where components were when: these, whatever place they had, and all that were in a place of these bikes. Voided seats are none. */
export async function seatsAround(
  transaction: Database,
  slot: ComponentSlot,
  {
    bikeIds,
    componentIds,
  }: { readonly bikeIds: readonly string[]; readonly componentIds: readonly number[] },
): Promise<readonly Seat[]> {
  const rows = await transaction.execute(sql`
    select id, component_id, bike_id, kind as slot, valid_from, valid_to from component_periods
    where voided_at is null and (component_id = any(${sql.param(componentIds)}::bigint[])
      or bike_id = any(${sql.param(bikeIds)}::text[]) and kind = ${slot}::component_kind)
    order by id`);
  return rows.map((row) => {
    const { id, component_id, bike_id, slot: place, valid_from, valid_to } = Row.parse(row);
    return {
      id,
      componentId: component_id,
      bikeId: bike_id,
      slot: place,
      ...stretchOf(valid_from, valid_to),
    };
  });
}

const Component = z.object({
  id: z.coerce.number(),
  serial: z.string(),
  serial_normal: z.string(),
  reports_as: z.string().nullable(),
});
export type KnownComponent = z.infer<typeof Component>;

/** Components of a kind that the author has, by normal serial number or by id. */
export async function componentsOf(
  transaction: Database,
  kind: ComponentKind,
  { normals = [], ids = [] }: { readonly normals?: readonly string[]; readonly ids?: readonly number[] },
): Promise<readonly KnownComponent[]> {
  const rows = await transaction.execute(sql`
    select id, serial, serial_normal, reports_as from components
    where (kind = ${kind}::component_kind and serial_normal = any(${sql.param(normals)}::text[]))
      or id = any(${sql.param(ids)}::bigint[])
    order by id`);
  return rows.map((row) => Component.parse(row));
}
