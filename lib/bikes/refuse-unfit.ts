import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { kindOf } from "@/lib/domain/master-data";
import { AppError } from "@/lib/errors";
import { checkChange } from "@/lib/registration/checks/check-change";
import { componentKey } from "@/lib/registration/checks/values/normal-value";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { COLUMNS, columnOf } from "@/lib/registration/columns/columns";
import { loadComponents } from "@/lib/registration/working/load-components";
import { loadModels } from "@/lib/registration/working/load-known";
import type { ToldComponent } from "./swap-input";

type Values = Partial<Record<ColumnKey, string>>;

/** Holds values that a bike is to have to the checks that registering makes. @throws AppError `invalid` in their words. */
export async function refuseUnfit(
  transaction: Database,
  bikeId: string,
  values: Values,
  components: ReadonlySet<string> = new Set(),
): Promise<void> {
  const [bike] = await transaction.execute<{ oem_id: string; model: string }>(sql`
    select b.oem_id, m.code as model from bikes b join bike_models m on m.id = b.model_id where b.bike_id = ${bikeId}`);
  if (!bike) return;
  const known = {
    ...(await loadComponents(transaction, components)),
    models: await loadModels(transaction, bike.oem_id),
    today: new Date().toISOString().slice(0, 10),
  };
  const changed = COLUMNS.map(({ key }) => key).filter((key) => values[key] !== undefined);
  const [wrong] = checkChange({ model: bike.model, ...values }, changed, known);
  if (!wrong?.column) return;
  const { label } = columnOf(wrong.column);
  throw new AppError("invalid", `${label}: expected ${wrong.expected}, got ${wrong.got}. ${wrong.hint}.`);
}

/** The same for a component that is put into a place of a bike. */
export async function refuseUnfitComponent(
  transaction: Database,
  bikeId: string,
  { slot, serial, partNumber, firmware }: Pick<ToldComponent, "slot" | "serial" | "partNumber" | "firmware">,
): Promise<void> {
  const values: Values = {
    [`${slot}_serial`]: serial,
    ...(partNumber === undefined ? {} : { [`${slot}_part`]: partNumber }),
    ...(firmware === undefined || slot !== "motor" ? {} : { firmware }),
  };
  await refuseUnfit(transaction, bikeId, values, new Set([componentKey(kindOf(slot), serial)]));
}
