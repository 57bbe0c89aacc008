import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { bikesNamedWith } from "@/lib/registration/modules-named";
import { publish } from "./store/apply-plan";

/**
 * Makes of two bikes one: what was said of the other is said of the one that stays, and its facts, components, fleets and
 * owners move there for the times at which the one has none; the other is withdrawn.
 * @throws AppError `invalid` (no bike of the two, bikes of two OEMs), `conflict` (one is withdrawn).
 */
export async function mergeBikes(
  transaction: Database,
  bikeIds: readonly string[],
  stays: string | undefined,
): Promise<void> {
  const [goes, ...more] = bikeIds.filter((bikeId) => bikeId !== stays);
  if (stays === undefined || !bikeIds.includes(stays) || goes === undefined || more.length > 0)
    throw new AppError(
      "invalid",
      `bikeId: expected one of two bikes, got ${stays ?? "none"} of ${bikeIds.join(", ")}.`,
    );
  const locked = await transaction.execute<{ oem_id: string; withdrawn_at: unknown }>(sql`
    select oem_id, withdrawn_at from bikes where bike_id in (${stays}, ${goes}) order by bike_id for update`);
  if (new Set(locked.map(({ oem_id }) => oem_id)).size > 1)
    throw new AppError("invalid", "bikeId: expected bikes of one OEM, got two of different ones.");
  if (locked.some(({ withdrawn_at }) => withdrawn_at !== null))
    throw new AppError("conflict", "Expected two bikes in use; one of them is withdrawn.");
  const named = await lockNamed(transaction, [goes, stays]);
  for (const periods of [COMPONENTS, FLEETS, OWNERS]) await move(transaction, periods, goes, stays);
  await transaction.execute(sql`
    insert into bike_facts (oem_id, bike_id, fact, value, source, trust, batch_id, recorded_at, believed)
    select oem_id, ${stays}, fact, value, source, trust, batch_id, recorded_at, 0 from bike_facts where bike_id = ${goes}`);
  await transaction.execute(sql`
    update bikes set withdrawn_at = now(), merged_into = ${stays} where bike_id = ${goes}`);
  // A module that came along, or counts no more, says whose readings are whose: all entities that name it change.
  await publish(transaction, named);
}

/** A module may come while it waits for the lock, so it looks again until it has locked all bikes that it sees. */
async function lockNamed(transaction: Database, bikeIds: readonly string[]): Promise<string[]> {
  let locked: readonly string[] = bikeIds;
  for (;;) {
    const named = (await bikesNamedWith(transaction, bikeIds)).toSorted();
    if (named.every((bikeId) => locked.includes(bikeId))) return named;
    await transaction.execute(
      sql`select from bikes where bike_id = any (${sql.param(named)}::text[]) order by bike_id for update`,
    );
    locked = named;
  }
}

const COMPONENTS = { table: "component_periods", what: "component_id", place: "and t.kind = p.kind" };
const FLEETS = { table: "fleet_assignments", what: "fleet_id", place: "" };
const OWNERS = { table: "ownership_periods", what: "rider_id", place: "" };

/** Periods of the one that goes are voided; those that fit beside the periods of the one that stays are entered there. */
async function move(
  transaction: Database,
  { table, what, place }: typeof COMPONENTS,
  goes: string,
  stays: string,
): Promise<void> {
  const [rows, column, inPlace] = [sql.identifier(table), sql.identifier(what), sql.raw(place)];
  const isPlaced = table === "component_periods";
  const [kind, pKind] = [
    sql.raw(isPlaced ? ", kind, is_told" : ""),
    sql.raw(isPlaced ? ", p.kind, p.is_told" : ""),
  ];
  await transaction.execute(sql`
    update ${rows} set voided_at = now() where bike_id = ${goes} and voided_at is null`);
  await transaction.execute(sql`
    insert into ${rows} (oem_id, ${column}, bike_id, bike_seq, valid_from, valid_to${kind})
    select p.oem_id, p.${column}, b.bike_id, b.seq, p.valid_from, p.valid_to${pKind}
    from ${rows} p join bikes b on b.bike_id = ${stays}
    where p.bike_id = ${goes} and p.voided_at = now() and not exists (
      select from ${rows} t where t.bike_id = ${stays} and t.voided_at is null ${inPlace}
        and tstzrange(t.valid_from, t.valid_to) && tstzrange(p.valid_from, p.valid_to))`);
}
