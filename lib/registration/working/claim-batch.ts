import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { heldTo } from "../held-to";
import { type ClaimedBatch, LEASE_SECONDS } from "./claimed-batch";

/** A file that ends its runner as often as this is not tried again. */
const MAX_ATTEMPTS = 5;

const Row = z.object({
  id: z.uuid(),
  oem_id: z.uuid(),
  plant_id: z.uuid(),
  kind: z.enum(["dry-run", "registration"]),
  file_name: z.string(),
  columns: z.record(z.string(), z.string()),
  created_by: z.string(),
  bindings: z.object({ bikeIds: z.array(z.string()), bikePrefixes: z.array(z.string()) }).nullable(),
  judged_at: z.coerce.date(),
});

/**
 * Claims the oldest batch that waits, or whose runner has not said for a lease that it works; null where there is none.
 * Which batch comes next is a matter of the service, so the maker's login asks; all else is done as its OEM.
 */
export async function claimBatch(maker: Database): Promise<ClaimedBatch | null> {
  await refuseHopeless(maker);
  const claim = randomUUID();
  const [claimed] = await maker.execute(sql`
    update batches set state = 'working', claim = ${claim}, attempts = attempts + 1,
      claimed_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where id = (
      select id from batches
      where state in ('waiting', 'working') and attempts < ${MAX_ATTEMPTS}
        and (claimed_until is null or claimed_until < now())
      order by created_at, id limit 1 for update skip locked)
    returning id, oem_id, plant_id, kind, file_name, columns, created_by,
      (select jsonb_build_object('bikeIds', k.bike_ids, 'bikePrefixes', k.bike_prefixes) from api_clients k
        where 'api-client:' || k.id = created_by) as bindings,
      coalesce((select c.created_at from batches c where c.id = batches.checked_by), created_at) as judged_at`);
  if (!claimed) return null;
  const row = Row.parse(claimed);
  return {
    id: row.id,
    oemId: row.oem_id,
    plantId: row.plant_id,
    kind: row.kind,
    fileName: row.file_name,
    columns: row.columns,
    createdBy: row.created_by,
    boundTo: row.bindings && heldTo(row.bindings),
    claim,
    judgedAt: row.judged_at,
  };
}

/** What such a file registered is said, stays, and may be withdrawn. */
async function refuseHopeless(maker: Database): Promise<void> {
  await maker.execute(sql`
    with refused as (
      update batches set state = 'refused', claim = null, finished_at = now(),
        fault = 'Working on the file failed several times; it has been recorded.' || case when registered = 0 then ''
          else ' What it registered until then stays: send the file again, or withdraw it.' end
      where state in ('waiting', 'working') and attempts >= ${MAX_ATTEMPTS}
        and (claimed_until is null or claimed_until < now())
      returning id, created_by, fault, registered)
    insert into audit (actor, verb, subject, details)
    select created_by, 'refuse-file', 'batch:' || id, jsonb_build_object('fault', fault, 'registered', registered)
    from refused order by id`);
}
