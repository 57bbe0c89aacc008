import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { CONSENT_DECISIONS } from "@/lib/domain/consent";
import { erasedParts } from "@/lib/domain/erased-parts";
import { Source } from "@/lib/domain/packet";
import type { Attribution, ErasedPart, OwnershipPeriod } from "@/lib/domain/whose-ride";
import type { ConsentEvent } from "../consent-at";
import type { Basis } from "./counts-for";

const atMs = z.coerce.number();
const Owned = z.object({
  bikeId: z.string(),
  riderId: z.string(),
  fromMs: atMs.nullable(),
  toMs: atMs.nullable(),
});
const Erased = z.object({ ...Owned.shape, source: Source.nullable() });
const Signed = z.object({ bikeId: z.string(), riderId: z.string(), fromMs: atMs, toMs: atMs });
const Entry = z.object({
  riderId: z.string(),
  position: z.coerce.number(),
  purpose: z.string(),
  decision: z.enum(CONSENT_DECISIONS),
  effectiveAtMs: atMs,
});
const Bike = z.object({ bikeId: z.string(), version: z.number() });

/** By what the rides of bikes count, as of one moment of the transaction. */
export interface BasisOfBikes {
  readonly of: (bikeId: string) => Basis;
  /** Of the bike's master data; 0 where it is not registered. */
  readonly entityVersion: (bikeId: string) => number;
  /** Of the ledger's end. */
  readonly position: number;
}

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);
const list = (values: readonly string[]) => sql`${sql.param([...values])}`;

/**
 * By what the rides of bikes count. Every rider that they name is held shared from before the ledger is read until the
 * transaction ends: whoever purges one waits for that.
 */
export async function readBasis(transaction: Database, bikeIds: readonly string[]): Promise<BasisOfBikes> {
  const held = new Set<string>();
  for (;;) {
    const named = await readNames(transaction, bikeIds);
    const missing = ridersIn(named).filter((riderId) => !held.has(riderId));
    if (missing.length === 0) return basisBy(transaction, bikeIds, named, [...held]);
    await holdRiders(transaction, missing);
    for (const riderId of missing) held.add(riderId);
  }
}

/** The same for who only tells of it: nobody is held, and nobody waits. */
export async function lookAtBasis(transaction: Database, bikeIds: readonly string[]): Promise<BasisOfBikes> {
  const named = await readNames(transaction, bikeIds);
  return basisBy(transaction, bikeIds, named, ridersIn(named));
}

type Named = Awaited<ReturnType<typeof readNames>>;
const ridersIn = ({ owned, signed }: Named): string[] => [
  ...new Set([...owned, ...signed].map(({ riderId }) => riderId)),
];

async function basisBy(
  transaction: Database,
  bikeIds: readonly string[],
  { owned, signed, erased: stones }: Named,
  riderIds: readonly string[],
): Promise<BasisOfBikes> {
  const consent = await readConsent(transaction, riderIds);
  const versions = await readVersions(transaction, bikeIds);
  const ownership = byBike<z.infer<typeof Owned>, OwnershipPeriod>(owned);
  const attributions = byBike<z.infer<typeof Signed>, Attribution>(signed);
  const erased = new Map(
    [...byBike<ErasedPart & { readonly bikeId: string }, ErasedPart>(stones)].map(([bikeId, own]) => [
      bikeId,
      erasedParts(own),
    ]),
  );
  return {
    of: (bikeId) => ({
      ownership: ownership.get(bikeId) ?? [],
      attributions: attributions.get(bikeId) ?? [],
      erased: erased.get(bikeId) ?? [],
      consent: consent.byRider,
    }),
    entityVersion: (bikeId) => versions.get(bikeId) ?? 0,
    position: consent.position,
  };
}

async function readNames(transaction: Database, bikeIds: readonly string[]) {
  const owned = await transaction.execute(sql`
    select bike_id as "bikeId", rider_id as "riderId", ${ms("valid_from")} as "fromMs", ${ms("valid_to")} as "toMs"
    from ownership_periods where bike_id = any(${list(bikeIds)}::text[]) and voided_at is null`);
  const signed = await transaction.execute(sql`
    select bike_id as "bikeId", rider_id as "riderId", ${ms("from_at")} as "fromMs", ${ms("to_at")} as "toMs"
    from counted_attributions where bike_id = any(${list(bikeIds)}::text[])`);
  // After what was signed: of that nothing is removed before its tombstones are there.
  const erased = await transaction.execute(sql`
    select bike_id as "bikeId", rider_id as "riderId", source, lower(part) as "fromMs", upper(part) as "toMs"
    from tombstones t cross join unnest(int8multirange(int8range(from_ms, to_ms)) - (
      select coalesce(range_agg(int8range((s ->> 0)::bigint, (s ->> 1)::bigint, '[]')), '{}') from jsonb_array_elements(spared) as s
    )) as part where bike_id = any(${list(bikeIds)}::text[])`);
  return {
    owned: owned.map((row) => Owned.parse(row)),
    signed: signed.map((row) => Signed.parse(row)),
    erased: erased.map((row) => Erased.parse(row)),
  };
}

async function holdRiders(transaction: Database, riderIds: readonly string[]): Promise<void> {
  await transaction.execute(sql`
    insert into rider_locks (rider_id) select id from unnest(${list(riderIds)}::text[]::uuid[]) as id order by id
    on conflict do nothing`);
  await transaction.execute(sql`
    select count(*) from (select from rider_locks where rider_id = any(${list(riderIds)}::text[]::uuid[]) order by rider_id for share) as held`);
}

/** One statement, so that the position is that of the entries. */
async function readConsent(transaction: Database, riderIds: readonly string[]) {
  const rows = await transaction.execute(sql`
    select l.position as "end", e.rider_id as "riderId", e.position, e.purpose, e.decision, ${ms("e.effective_at")} as "effectiveAtMs"
    from (select coalesce(max(position), 0) as position from consent_entries) as l
    left join consent_entries e on e.rider_id = any(${list(riderIds)}::text[]::uuid[])`);
  const byRider = new Map<string, ConsentEvent[]>();
  for (const row of rows) {
    if (row.position === null) continue;
    const { riderId, ...event } = Entry.parse(row);
    const own = byRider.get(riderId);
    if (own) own.push(event);
    else byRider.set(riderId, [event]);
  }
  return { byRider, position: Number(rows[0]?.end ?? 0) };
}

async function readVersions(transaction: Database, bikeIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await transaction.execute(
    sql`select bike_id as "bikeId", version from bikes where bike_id = any(${list(bikeIds)}::text[])`,
  );
  return new Map(rows.map((row) => Bike.parse(row)).map(({ bikeId, version }) => [bikeId, version]));
}

function byBike<T extends U & { readonly bikeId: string }, U>(rows: readonly T[]): Map<string, U[]> {
  const found = new Map<string, U[]>();
  for (const row of rows) {
    const own = found.get(row.bikeId);
    if (own) own.push(row);
    else found.set(row.bikeId, [row]);
  }
  return found;
}
