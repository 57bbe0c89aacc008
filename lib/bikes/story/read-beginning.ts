import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import type { Beginning, SaidValue } from "./at-first";

const Whole = z.object({ is_whole: z.boolean() });
const Said = z
  .object({ field: z.string(), key: z.string(), name: z.string(), is_registered: z.boolean() })
  .transform(
    ({ field, key, name, is_registered }): SaidValue => ({
      field,
      value: { key, name },
      isRegistered: is_registered,
    }),
  );
const Model = z.object({ code: z.string(), name: z.string() });

/**
 * What is known of a bike's beginning: whether its changes are all there are (one that was registered since they are kept, or
 * never changed), and else what was said of it. Fleets do not see what was said.
 */
export async function readBeginning(
  transaction: Database,
  bikeId: string,
  isFleet: boolean,
): Promise<Beginning> {
  const [found] = await transaction.execute(sql`
    select registered_at >= bike_changes_since() or version = 1 as is_whole from bikes where bike_id = ${bikeId}`);
  const { is_whole: isWhole } = Whole.parse(found);
  if (isWhole || isFleet) return { isWhole, said: null, models: new Map() };
  const said = await transaction.execute(sql`
    select f.fact as field, f.value as key, coalesce(m.name, f.value) as name, bool_or(f.source = 'registered here') as is_registered
    from bike_facts f left join bike_models m on f.fact = 'model' and m.oem_id = f.oem_id and m.code = f.value
    where f.bike_id = ${bikeId} and f.fact in ('model', 'firmware') and f.source <> 'changed here' group by 1, 2, 3`);
  const models = await transaction.execute(sql`
    select m.code, m.name from corrections c join bike_models m on m.oem_id = c.oem_id and m.code = c.was
    where c.bike_id = ${bikeId} and c.field = 'model'`);
  return {
    isWhole,
    said: said.map((row) => Said.parse(row)),
    models: new Map(
      models.map((row) => {
        const { code, name } = Model.parse(row);
        return [code, name];
      }),
    ),
  };
}
