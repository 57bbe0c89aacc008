import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { bikeSeeds } from "@/lib/bikes/testing/bike-seeds";
import { appendEntry } from "@/lib/consent/testing/old-grants";
import { openDatabase } from "@/lib/db/client";
import type { Purpose } from "@/lib/domain/consent";

interface Owned {
  readonly bikeId: string;
  readonly riderId: string;
  /** Ms since epoch; null has no end. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** For suites: riders of an installation, what they own and sign for, and the one who may have them erased. */
export async function ownedBikes(environment: Readonly<Record<string, string>>) {
  const owner = openDatabase(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "");
  const maker = openDatabase(environment.SLIPSTREAM_DATABASE_URL ?? "");
  const tenant = openDatabase(environment.SLIPSTREAM_DATABASE_TENANT_URL ?? "");
  const { db } = owner;
  const seeds = bikeSeeds(db);
  const makerId = await seeds.organisation(`Maker ${randomUUID()}`, "maker");
  const oemId = await seeds.organisation(`OEM ${randomUUID()}`, "oem");
  const fleetId = await seeds.organisation(`Fleet ${randomUUID()}`, "fleet");
  const clientId = randomUUID();
  await db.execute(sql`insert into api_clients (id, organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
    values (${clientId}, ${fleetId}, 'app', ${clientId}, '{}', '{}', '{}', '{}')`);
  return {
    db,
    fleetId,
    officer: await seeds.somebody("privacy", makerId, "maker"),
    stores: { maker: maker.db, tenant: tenant.db },
    bike: (id: string, components: Readonly<Record<string, string>> = {}) =>
      seeds.bike(id, oemId, components),
    async rider(reference: string): Promise<string> {
      const [row] = await db.execute<{ id: string }>(
        sql`insert into riders (organisation_id, reference) values (${fleetId}, ${reference}) returning id`,
      );
      return row?.id ?? "";
    },
    async owns({ bikeId, riderId, fromMs, toMs }: Owned): Promise<void> {
      await db.execute(sql`insert into ownership_periods (oem_id, bike_id, bike_seq, rider_id, valid_from, valid_to)
        select oem_id, bike_id, seq, ${riderId}::uuid, to_timestamp(${fromMs}::float8 / 1000), to_timestamp(${toMs}::float8 / 1000)
        from bikes where bike_id = ${bikeId}`);
    },
    /** Grants purposes, since a moment at which none can be granted any more: see `letGrantsBeOld`. */
    async agrees(riderId: string, purposes: readonly Purpose[], effectiveMs: number): Promise<void> {
      for (const purpose of purposes)
        await appendEntry(db, {
          ...{ organisationId: fleetId, riderId, purpose, decision: "granted", effectiveMs },
        });
    },
    async signs(bikeId: string, riderId: string, fromMs: number, toMs: number): Promise<void> {
      await db.execute(sql`insert into attributions (bike_id, rider_id, from_at, to_at, client_id, upload_id)
        values (${bikeId}, ${riderId}::uuid, to_timestamp(${fromMs}::float8 / 1000), to_timestamp(${toMs}::float8 / 1000),
          ${clientId}, ${randomUUID()})`);
    },
    async signaturesOf(riderId: string): Promise<number> {
      const [row] = await db.execute<{ count: number }>(
        sql`select count(*)::int as count from attributions where rider_id = ${riderId}::uuid`,
      );
      return row?.count ?? 0;
    },
    async close(): Promise<void> {
      await Promise.all([owner.close(), maker.close(), tenant.close()]);
    },
  };
}
export type OwnedBikes = Awaited<ReturnType<typeof ownedBikes>>;
