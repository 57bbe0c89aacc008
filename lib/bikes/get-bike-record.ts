import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, tenantOf } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import type { BikeRecord } from "./record/models";
import { readAssignments, readCases, readComponents, readCorrections, readOwners } from "./record/read-parts";
import { maySeeRecord, requireRight } from "./who";

const text = z.string().nullable();
const atMs = z.coerce.date().transform((date) => date.getTime());
const Row = z.object({
  bike_id: z.string(),
  oem: z.string(),
  model_code: z.string(),
  model_name: z.string(),
  battery_wh: z.number(),
  plant: text,
  produced_on: text,
  firmware: text,
  registered_at: atMs,
  file: text,
  withdrawn_at: atMs.nullable(),
  merged_into: text,
  frame_number: z.string(),
  fnuci: text,
  battery_passport: text,
  imei: text,
  iccid: text,
});

const IDENTIFIERS = [
  ["frame_number", "Frame number"],
  ["fnuci", "FNUCI"],
  ["battery_passport", "Battery passport"],
  ["imei", "IMEI"],
  ["iccid", "ICCID"],
] as const;

/**
 * All that is registered of a bike and its author may know: what it is made of now and was before, whose it was when,
 * corrections and cases. Null for a bike that is not registered, or not theirs to see.
 * @throws AppError `forbidden`, `unavailable`.
 */
export async function getBikeRecord(
  author: Author,
  bikeId: string,
  stores?: MasterData,
): Promise<BikeRecord | null> {
  requireRight(author, maySeeRecord);
  return asAuthor(author, (transaction) => recordOf(transaction, bikeId, tenantOf(author) === null), stores);
}

async function recordOf(transaction: Database, bikeId: string, isMaker: boolean): Promise<BikeRecord | null> {
  const [found] = await transaction.execute(sql`
    select b.bike_id, o.name as oem, m.code as model_code, m.name as model_name, m.battery_wh, p.name as plant,
      b.produced_on::text, b.firmware, b.registered_at, f.file_name as file, b.withdrawn_at, b.merged_into,
      b.frame_number, b.fnuci, b.battery_passport, b.imei, b.iccid
    from bikes b join organisations o on o.id = b.oem_id join bike_models m on m.id = b.model_id
    left join plants p on p.id = b.plant_id left join batches f on f.id = b.batch_id
    where b.bike_id = ${bikeId}`);
  if (!found) return null;
  const row = Row.parse(found);
  return {
    bikeId: row.bike_id,
    oem: row.oem,
    model: { code: row.model_code, name: row.model_name, batteryWh: row.battery_wh },
    plant: row.plant,
    producedOn: row.produced_on,
    firmware: row.firmware,
    registeredAtMs: row.registered_at,
    file: row.file,
    withdrawnAtMs: row.withdrawn_at,
    mergedInto: row.merged_into,
    identifiers: IDENTIFIERS.flatMap(([key, label]) => {
      const value = row[key];
      return value === null ? [] : [{ key, label, value }];
    }),
    components: await readComponents(transaction, bikeId),
    assignments: await readAssignments(transaction, bikeId),
    owners: await readOwners(transaction, bikeId, isMaker),
    corrections: await readCorrections(transaction, bikeId),
    cases: isMaker ? await readCases(transaction, bikeId) : [],
  };
}
