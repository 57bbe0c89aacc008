import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { type ComponentSlot, kindOf } from "@/lib/domain/master-data";
import { AppError } from "@/lib/errors";
import { normalNumber } from "@/lib/registration/normal-number";
import { componentName, sinceWhen } from "./component-words";
import { componentsOf, type KnownComponent } from "./seats";
import type { ToldComponent } from "./swap-input";

const Made = z.object({ id: z.coerce.number() });
const Known = z.object({ in_bike_since: z.coerce.date().nullable() });

/**
 * The component that is put in, locked: made if it is new, taken over where it is in no bike any more.
 * @throws AppError `conflict` where it is in a bike of another organisation, which is not named.
 */
export async function makeComponent(
  transaction: Database,
  oemId: string,
  { bikeId, slot, serial, partNumber, firmware, reportsAs }: ToldComponent,
): Promise<KnownComponent> {
  const [kind, normal] = [kindOf(slot), normalNumber(serial)];
  const text = (value: string | null | undefined) => sql`${sql.param([value ?? null])}::text[]`;
  const reporting = kind === "module" ? (reportsAs ?? bikeId) : null;
  const [made] = await transaction.execute(sql`
    select id from make_components(${oemId}, ${sql.param([kind])}::text[]::component_kind[], ${text(serial)},
      ${text(normal)}, ${text(partNumber)}, ${text(firmware)}, ${text(reporting)})`);
  if (!made) throw await takenByOthers(transaction, slot, serial);
  const { id } = Made.parse(made);
  await transaction.execute(sql`
    update components set part_number = coalesce(${partNumber ?? null}, part_number),
      firmware = coalesce(${firmware ?? null}, firmware) where id = ${id}`);
  const [component] = await componentsOf(transaction, kind, { ids: [id] });
  if (!component) throw new AppError("internal", "The component was not stored.");
  if (reportsAs !== undefined && component.reports_as !== reportsAs)
    throw new AppError(
      "conflict",
      `${componentName(slot, serial)} is known, and reports as ${component.reports_as ?? "no bike"}, not as ${reportsAs}.`,
    );
  return component;
}

async function takenByOthers(transaction: Database, slot: ComponentSlot, serial: string): Promise<AppError> {
  const [row] = await transaction.execute(sql`
    select in_bike_since from components_known(${sql.param([kindOf(slot)])}::text[]::component_kind[],
      ${sql.param([normalNumber(serial)])}::text[])`);
  const since = row ? Known.parse(row).in_bike_since : null;
  return new AppError(
    "conflict",
    `${componentName(slot, serial)} is in a bike of another organisation ${sinceWhen(since?.getTime() ?? Number.NEGATIVE_INFINITY)}.`,
  );
}
