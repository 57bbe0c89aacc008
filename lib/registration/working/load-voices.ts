import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { normalNumber } from "@/lib/domain/bike-number";
import type { NamedIdentifiers } from "../checks/identifiers-in";
import type { Known } from "../checks/known";
import { voiceKey } from "../checks/values/normal-value";

/** Bikes whose readings would be taken for another's with the modules that rows put into them. */
export async function loadVoices(
  transaction: Database,
  oemId: string,
  { voices }: Pick<NamedIdentifiers, "voices">,
): Promise<Known["voicesTaken"]> {
  const named = [...voices.values()].map(({ bikeId, module }) => ({
    bikeId,
    module,
    normal: module === null ? null : normalNumber(module),
  }));
  const ids = sql.param(named.map(({ bikeId }) => bikeId));
  const modules = sql.param(named.map(({ normal }) => normal));
  const rows = await transaction.execute<{
    bike_id: string;
    serial_normal: string | null;
    is_used: boolean;
  }>(sql`
    select bike_id, serial_normal, is_used from voices_taken(${oemId}::uuid, ${ids}::text[], ${modules}::text[])`);
  const taken = new Map(
    rows.map(({ bike_id, serial_normal, is_used }) => [
      `${bike_id} ${serial_normal ?? ""}`,
      is_used ? ("module" as const) : ("bike" as const),
    ]),
  );
  return new Map(
    named.flatMap(({ bikeId, module, normal }) => {
      const how = taken.get(`${bikeId} ${normal ?? ""}`);
      return how === undefined ? [] : [[voiceKey(bikeId, module), how] as const];
    }),
  );
}
