import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { normalNumber } from "@/lib/domain/bike-number";
import { AppError } from "@/lib/errors";
import { componentName } from "./component-words";
import { componentsOf, type KnownComponent } from "./seats";
import type { ToldComponent } from "./swap-input";

const Made = z.object({ id: z.coerce.number() });

/**
 * The component that is put in, locked: made if it is new, taken over where it was in no bike of others but by mistake.
 * @throws AppError `conflict` where another organisation has or had it, which is not named.
 */
export async function makeComponent(
  transaction: Database,
  oemId: string,
  { bikeId, kind, serial, partNumber, firmware, reportsAs }: ToldComponent,
): Promise<KnownComponent> {
  const normal = normalNumber(serial);
  const text = (value: string | null | undefined) => sql`${sql.param([value ?? null])}::text[]`;
  const reporting = kind === "module" ? (reportsAs ?? bikeId) : null;
  const [made] = await transaction.execute(sql`
    select id from make_components(${oemId}, ${sql.param([kind])}::text[]::component_kind[], ${text(serial)},
      ${text(normal)}, ${text(partNumber)}, ${text(firmware)}, ${text(reporting)})`);
  if (!made)
    throw new AppError(
      "conflict",
      `${componentName(kind, serial)} is in a bike of another organisation, or was: ask the maker's data stewards to move it.`,
    );
  const { id } = Made.parse(made);
  await transaction.execute(sql`select id from components where id = ${id} for update`);
  const [component] = await componentsOf(transaction, kind, { ids: [id] });
  if (!component) throw new AppError("internal", "The component was not stored.");
  if (reportsAs !== undefined && component.reports_as !== reportsAs)
    throw new AppError(
      "conflict",
      `${componentName(kind, serial)} is known, and reports as ${component.reports_as ?? "no bike"}, not as ${reportsAs}.`,
    );
  return component;
}
