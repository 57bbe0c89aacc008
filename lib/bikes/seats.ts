import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import type { ComponentKind } from "@/lib/domain/master-data";
import { type Seat, stretchOf } from "./periods/period";

const moment = z.coerce.date().nullable();
const Row = z.object({
  id: z.coerce.number(),
  component_id: z.coerce.number(),
  bike_id: z.string(),
  valid_from: moment,
  valid_to: moment,
});

/** Where components of a kind were when: all of these components, and all that were in these bikes. Voided ones are none. */
export async function seatsAround(
  transaction: Database,
  kind: ComponentKind,
  {
    bikeIds,
    componentIds,
  }: { readonly bikeIds: readonly string[]; readonly componentIds: readonly number[] },
): Promise<readonly Seat[]> {
  const rows = await transaction.execute(sql`
    select id, component_id, bike_id, valid_from, valid_to from component_periods
    where voided_at is null and kind = ${kind}::component_kind
      and (bike_id = any(${sql.param(bikeIds)}::text[]) or component_id = any(${sql.param(componentIds)}::bigint[]))
    order by id`);
  return rows.map((row) => {
    const { id, component_id, bike_id, valid_from, valid_to } = Row.parse(row);
    return { id, componentId: component_id, bikeId: bike_id, ...stretchOf(valid_from, valid_to) };
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
