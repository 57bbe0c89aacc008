import { randomBytes, randomUUID } from "node:crypto";
import { appendEntry, letGrantsBeOld } from "@/lib/consent/testing/old-grants";
import { openDatabase } from "@/lib/db/client";
import { sql } from "@/lib/db/testing/statement";
import type { ConsentDecision, Purpose } from "@/lib/domain/consent";
import { ConsentedRide } from "@/lib/domain/consented-ride";
import type { RideDocument } from "@/lib/domain/ride-document";
import { rideIdOf } from "@/lib/domain/ride-document";
import { createElasticsearch } from "@/lib/es/client";
import { makeTestInstallation } from "@/stack/test-installation";
import { ConsentedStore } from "../consented-store";
import { Projector } from "../projector";
import { Purger } from "../purger";

export const ZONE = "Europe/Berlin";

/** For suites: an installation with a bike's owner and riders who agree, and the projection at work on it, step by step. */
export async function openProjectionSuite(shared: Readonly<Record<string, string>>) {
  const { names, environment } = await makeTestInstallation(shared);
  const urlOf = (name: string) => environment[name] ?? "";
  const esOf = (username: string) =>
    createElasticsearch({
      url: urlOf("SLIPSTREAM_ELASTICSEARCH_URL"),
      username,
      password: urlOf(`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`),
    });
  const [es, maintenance] = [esOf("projection"), esOf("maintenance")];
  const owner = openDatabase(urlOf("SLIPSTREAM_DATABASE_OWNER_URL"));
  const maker = openDatabase(urlOf("SLIPSTREAM_DATABASE_URL"));
  const projection = openDatabase(urlOf("SLIPSTREAM_DATABASE_PROJECTION_URL"));
  const wrapping = randomBytes(32);
  const store = new ConsentedStore(es, names.consentedRides);
  const projector = new Projector({
    ...{ db: projection.db, es, rides: names.rides, store, wrapping, zone: ZONE },
  });
  const one = async (query: ReturnType<typeof sql>): Promise<string> => {
    const [row] = await owner.db.execute<{ id: string }>(query);
    return row?.id ?? "";
  };
  const fleet = await one(sql`insert into organisations (name, kind) values ('Fleet', 'fleet') returning id`);
  const oem = await one(sql`insert into organisations (name, kind) values ('Oem', 'oem') returning id`);
  const model = await one(sql`insert into bike_models
    (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
    values (${oem}, 'M1', 'Model', 'city', 'G1', 500, 'M7', 700, 900) returning id`);
  const client =
    await one(sql`insert into api_clients (organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
    values (${fleet}, 'app', ${randomUUID()}, '{}', '{}', '{}', '{}') returning id`);
  const rows = async (query: ReturnType<typeof sql>) => [...(await owner.db.execute(query))];
  let areGrantsOld: Promise<void> | null = null;
  const mayGrantsBeOld = () => {
    areGrantsOld ??= letGrantsBeOld(owner.db);
    return areGrantsOld;
  };
  return {
    ...{ names, environment, es, wrapping, store, projector, rows, fleet },
    ...{ owner: owner.db, maker: maker.db, db: projection.db },
    purger: new Purger(projection.db, store, wrapping, () => Date.now()),
    rider: (reference: string) =>
      one(sql`insert into riders (organisation_id, reference) values (${fleet}, ${reference}) returning id`),
    async bike(bikeId: string, riderId: string | null): Promise<void> {
      await owner.db.execute(sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
        values (${bikeId}, ${oem}, ${model}, ${bikeId}, ${bikeId})`);
      if (riderId !== null) await this.own(bikeId, riderId);
    },
    async own(bikeId: string, riderId: string): Promise<void> {
      await owner.db.execute(
        sql`update ownership_periods set voided_at = now() where bike_id = ${bikeId} and voided_at is null`,
      );
      await owner.db.execute(sql`insert into ownership_periods (oem_id, bike_id, bike_seq, rider_id)
        select oem_id, bike_id, seq, ${riderId}::uuid from bikes where bike_id = ${bikeId}`);
    },
    letGrantsBeOld: mayGrantsBeOld,
    /** Appended as the ledger does; a grant may be made to have taken effect long ago, as no verb can. */
    async consent(
      riderId: string,
      purpose: Purpose,
      decision: ConsentDecision,
      effectiveMs?: number,
    ): Promise<number> {
      if (effectiveMs !== undefined) await mayGrantsBeOld();
      return appendEntry(owner.db, { organisationId: fleet, riderId, purpose, decision, effectiveMs });
    },
    async sign(bikeId: string, riderId: string, fromMs: number, toMs: number): Promise<void> {
      await owner.db.execute(sql`insert into attributions (bike_id, rider_id, from_at, to_at, client_id, upload_id)
        values (${bikeId}, ${riderId}, to_timestamp(${fromMs}::float8 / 1000), to_timestamp(${toMs}::float8 / 1000), ${client}, ${randomUUID()})`);
    },
    /** With the heads that whoever writes rides claims before. */
    async keepRides(rides: readonly RideDocument[]): Promise<void> {
      const index = names.rides;
      const heads = [...new Set(rides.map(({ bike_id }) => bike_id))].map((bikeId) => ({
        ...{ id: bikeId, document: { kind: "head", bike_id: bikeId, claims: 1 } },
      }));
      const documents = [...heads, ...rides.map((ride) => ({ id: rideIdOf(ride), document: ride }))];
      for (let from = 0; from < documents.length; from += 2_000) {
        const operations = documents
          .slice(from, from + 2_000)
          .flatMap(({ id, document }) => [{ index: { _id: id } }, document]);
        const { errors } = await maintenance.bulk({ index, operations });
        if (errors) throw new Error("expected rides to be kept, got errors");
      }
    },
    async removeRide(ride: RideDocument): Promise<void> {
      await maintenance.delete({ index: names.rides, id: rideIdOf(ride) });
    },
    async removeHead(bikeId: string): Promise<void> {
      await maintenance.delete({ index: names.rides, id: bikeId });
    },
    /** What is there of consented rides now. */
    async documents(): Promise<ConsentedRide[]> {
      await maintenance.indices.refresh({ index: names.consentedRides });
      const { hits } = await maintenance.search({
        index: names.consentedRides,
        size: 10_000,
        sort: ["start", "purpose"],
      });
      return hits.hits.map(({ _source }) => ConsentedRide.parse(_source));
    },
    /** Documents of all that analysts' figures are made from and shown by, in which a text stands. */
    async withText(text: string): Promise<number> {
      const indices = [names.consentedRides, names.figures, names.rides];
      await maintenance.indices.refresh({ index: indices });
      const { hits } = await maintenance.search({
        index: indices,
        query: { query_string: { query: `"${text}"` } },
      });
      return hits.hits.length;
    },
    async close(): Promise<void> {
      await Promise.all([es.close(), maintenance.close(), owner.close(), maker.close(), projection.close()]);
    },
  };
}
export type ProjectionSuite = Awaited<ReturnType<typeof openProjectionSuite>>;

/** All of a bike's rides may be others. */
export const whole = (bikeId: string) => ({
  ...{ bikeId, intervals: [{ fromMs: null, toMs: null }], causes: ["late-data"] as const },
});
