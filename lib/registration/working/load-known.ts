import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { bikeModels, plants } from "@/lib/db/schema-bikes";
import type { NamedIdentifiers } from "../checks/identifiers-in";
import type { BikeHolder, Known, KnownModel } from "../checks/known";
import { latestDay } from "../latest-day";
import type { ClaimedBatch } from "./claimed-batch";
import { loadComponents } from "./load-components";
import { loadStoredBikes, type StoredRecord } from "./load-stored-bikes";
import { loadVoices } from "./load-voices";

export interface LoadedKnown {
  readonly known: Known;
  /** The bikes that rows name by their ids, as they are stored. */
  readonly stored: ReadonlyMap<string, StoredRecord>;
}

/**
 * All that checks must know of the world for these rows, asked as the OEM whose rows they are: a few statements,
 * however many rows.
 */
export async function loadKnown(
  transaction: Database,
  { oemId, plantId, boundTo, judgedAt }: Pick<ClaimedBatch, "oemId" | "plantId" | "boundTo" | "judgedAt">,
  models: Known["models"],
  named: NamedIdentifiers,
): Promise<LoadedKnown> {
  const ofOem = and(eq(plants.id, plantId), eq(plants.oemId, oemId));
  const [plant] = await transaction.select({ id: plants.id }).from(plants).where(ofOem);
  const stored = await loadStoredBikes(transaction, [...named.unique.bike_id]);
  const components = await loadComponents(transaction, named.components);
  const ownById = new Map(
    [...stored].map(([id, { bike }]): [string, BikeHolder] => [
      id,
      bike ? { bikeId: id, sameOem: true, stored: bike } : { bikeId: id, sameOem: true },
    ]),
  );
  const taken = (column: UniqueNumber) => loadHolders(transaction, column, [...named.unique[column]]);
  return {
    stored,
    known: {
      ...components,
      models,
      plantBelongs: plant !== undefined,
      boundTo,
      bikesById: new Map([...(await loadForeignIds(transaction, named, stored)), ...ownById]),
      bikesByFrame: await loadFrames(transaction, oemId, [...named.unique.frame_number]),
      bikesByFnuci: await taken("fnuci"),
      bikesByPassport: await taken("battery_passport"),
      bikesByImei: await taken("imei"),
      bikesByIccid: await taken("iccid"),
      voicesTaken: await loadVoices(transaction, oemId, named),
      today: latestDay(judgedAt),
    },
  };
}

/** An OEM's models by code, those that are retired among them. */
export async function loadModels(transaction: Database, oemId: string): Promise<Known["models"]> {
  const rows = await transaction.select().from(bikeModels).where(eq(bikeModels.oemId, oemId));
  return new Map(rows.map((row) => [row.code, modelOf(row)]));
}

function modelOf(model: typeof bikeModels.$inferSelect): KnownModel {
  return {
    id: model.id,
    code: model.code,
    name: model.name,
    batteryWh: model.batteryWh,
    framePattern: model.framePattern,
    serialPatterns: model.serialPatterns,
    firmwares: model.firmwares === null ? null : new Set(model.firmwares),
    builtFrom: model.builtFrom,
    builtTo: model.builtTo,
    isRetired: model.retiredAt !== null,
  };
}

const FOREIGN = { bikeId: "", sameOem: false } as const;
type UniqueNumber = "fnuci" | "battery_passport" | "imei" | "iccid";

/** Ids are never given twice: those of withdrawn bikes of others are taken, too. */
async function loadForeignIds(
  transaction: Database,
  { unique }: NamedIdentifiers,
  stored: ReadonlyMap<string, StoredRecord>,
): Promise<Map<string, BikeHolder>> {
  const rows = await transaction.execute<{ id: string }>(sql`
    select taken.id from numbers_taken('bike_id', ${sql.param([...unique.bike_id])}::text[]) as taken (id)
    where not exists (select from bikes b where b.bike_id = taken.id)`);
  return new Map(rows.flatMap(({ id }): [string, BikeHolder][] => (stored.has(id) ? [] : [[id, FOREIGN]])));
}

async function loadFrames(
  transaction: Database,
  oemId: string,
  frames: readonly string[],
): Promise<Map<string, BikeHolder>> {
  const rows = await transaction.execute<{ bike_id: string; normal: string }>(sql`
    select bike_id, frame_normal as normal from bikes
    where oem_id = ${oemId} and withdrawn_at is null and frame_normal = any(${sql.param(frames)}::text[])`);
  return new Map(rows.map(({ bike_id, normal }) => [normal, { bikeId: bike_id, sameOem: true }]));
}

async function loadHolders(
  transaction: Database,
  column: UniqueNumber,
  numbers: readonly string[],
): Promise<Map<string, BikeHolder>> {
  if (numbers.length === 0) return new Map();
  const rows = await transaction.execute<{ number: string; bike_id: string | null }>(sql`
    select taken.number, b.bike_id
    from numbers_taken(${column}, ${sql.param([...numbers])}::text[]) as taken (number)
    left join bikes b on b.${sql.identifier(column)} = taken.number and b.withdrawn_at is null`);
  return new Map(
    rows.map(({ number, bike_id }): [string, BikeHolder] => [
      number,
      bike_id === null ? FOREIGN : { bikeId: bike_id, sameOem: true },
    ]),
  );
}
