import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { KnownComponent } from "./seats";

/**
 * Readings say under which id they were reported, and no more: two modules that report under one id at a time could not
 * be told apart, and an id of a bike of others would take readings that are theirs.
 * @throws AppError `conflict`.
 */
export async function refuseTwoVoices(
  transaction: Database,
  modules: readonly KnownComponent[],
): Promise<void> {
  const ids = sql`${sql.param(modules.map(({ id }) => id))}::bigint[]`;
  const [twice] = await transaction.execute<{ reports_as: string }>(sql`
    select c.reports_as from components c
    join component_periods p on p.component_id = c.id and p.voided_at is null
    join components d on d.reports_as = c.reports_as and d.kind = 'module' and d.id <> c.id
    join component_periods q on q.component_id = d.id and q.voided_at is null
      and tstzrange(p.valid_from, p.valid_to) && tstzrange(q.valid_from, q.valid_to)
    where c.id = any(${ids}) and c.kind = 'module' and p.bike_id <> q.bike_id limit 1`);
  if (twice)
    throw new AppError(
      "conflict",
      `Two modules in two bikes would report as ${twice.reports_as} at the same time: tell under which id the new one reports.`,
    );
  const named = modules.flatMap(({ reports_as }) => reports_as ?? []);
  const [taken] = await transaction.execute<{ numbers_taken: string }>(sql`
    select numbers_taken('bike_id', ${sql.param(named)}::text[])
    except select bike_id from bikes where bike_id = any(${sql.param(named)}::text[])`);
  if (taken)
    throw new AppError(
      "conflict",
      "This module reports under the id of a bike of another organisation: ask the maker's data stewards to move it.",
    );
}
