import { randomBytes, randomUUID } from "node:crypto";
import { bikeSeeds } from "@/lib/bikes/testing/bike-seeds";
import { createClient } from "@/lib/clients/create-client";
import { openDatabase } from "@/lib/db/client";
import { sql } from "@/lib/db/testing/statement";
import type { ConsentDecision } from "@/lib/domain/consent";
import { createEdgeClient } from "@/simulator/edge-client";

const METRES_PER_DEGREE = 111_195.08;
const [EVERY_S, READINGS] = [5, 25];

/** A rider who speaks by an app, and owns a bike. */
export async function openRidersRide(
  address: string,
  environment: Readonly<Record<string, string>>,
  reference: string,
) {
  const maker = openDatabase(environment.SLIPSTREAM_DATABASE_URL ?? "");
  const owner = openDatabase(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "");
  const edge = createEdgeClient(address, environment.SLIPSTREAM_DEMO_KEY_LI ?? "");
  const bikeId = `LI-W${randomBytes(4).toString("hex").toUpperCase()}`;
  const client = {
    ...{ name: `riders' app ${reference}`, organisation: "Ried Rental" },
    ...{ scopes: ["consent" as const], bikes: [] },
  };
  const { key } = await createClient({ kind: "console", command: "e2e" }, client, maker.db);
  const one = async (query: ReturnType<typeof sql>): Promise<string> => {
    const [row] = await owner.db.execute<{ value: string }>(query);
    return row?.value ?? "";
  };
  return {
    bikeId,
    /** The rider's first decision makes the rider known. */
    async decides(decision: ConsentDecision): Promise<void> {
      const answer = await fetch(`${address}/api/v1/consents`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({
          ...{ id: randomUUID(), rider_id: reference, purpose: "range-model", decision },
          ...{ notice_version: 1, language: "en", channel: "app", decided_at: new Date().toISOString() },
        }),
      });
      if (answer.status !== 201) throw new Error(`expected 201 for ${decision}, got ${answer.status}`);
    },
    async ownsTheBike(): Promise<void> {
      const oem = await one(sql`select id as value from organisations where kind = 'oem' limit 1`);
      await bikeSeeds(owner.db).bike(bikeId, oem);
      await owner.db.execute(sql`insert into ownership_periods (oem_id, bike_id, bike_seq, rider_id)
        select b.oem_id, b.bike_id, b.seq, r.id from bikes b, riders r
        where b.bike_id = ${bikeId} and r.reference = ${reference}`);
    },
    /** Two minutes north at 18 km/h, from a moment on, ms since epoch. @returns how many readings that are. */
    async rides(fromMs: number): Promise<number> {
      const readings = Array.from({ length: READINGS }, (_, at) => ({
        t: fromMs + at * EVERY_S * 1_000,
        speed_kmh: 18,
        lat: 47.1 + (at * EVERY_S * 5) / METRES_PER_DEGREE,
        lon: 9.5,
      }));
      await edge.send([{ v: 1, bike_id: bikeId, source: "app", readings }]);
      return READINGS;
    },
    /** How many rides there are of the bike in the hour after a moment, ms since epoch. */
    async ridesSince(fromMs: number): Promise<number> {
      const span = new URLSearchParams({ from: String(fromMs), to: String(fromMs + 3_600_000) });
      const answer = await fetch(`${address}/api/v1/bikes/${bikeId}/rides?${span}`, {
        headers: { authorization: `Bearer ${environment.SLIPSTREAM_DEMO_KEY_LI}` },
      });
      const told: unknown = await answer.json();
      if (typeof told !== "object" || told === null || !("rides" in told) || !Array.isArray(told.rides))
        throw new Error(`expected rides of ${bikeId}, got ${answer.status}`);
      return told.rides.length;
    },
    /** By how many grants rides of the bike count. */
    grants: async () =>
      Number(await one(sql`select count(*) as value from projected_grants where bike_id = ${bikeId}`)),
    close: () => Promise.all([maker.close(), owner.close()]),
  };
}
export type RidersRide = Awaited<ReturnType<typeof openRidersRide>>;
