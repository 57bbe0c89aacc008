import { z } from "zod";
import { ConsentedStore } from "@/ingest-worker/projection/consented-store";
import { verifyProjection } from "@/ingest-worker/projection/verify-projection";
import { verifyStates } from "@/ingest-worker/state/verify-states";
import { openDatabase } from "@/lib/db/client";
import { namesIn } from "@/lib/domain/names";
import {
  readVerifyEnvironment,
  readVerifyProjectionEnvironment,
  readVerifyStateEnvironment,
} from "@/lib/env/verify";
import { createElasticsearch } from "@/lib/es/client";
import { formatUtc } from "@/lib/format/time";
import { verifyRides } from "@/lib/rides/verify-rides";
import { given } from "./command/option-types";
import { readOptions } from "./command/read-options";
import { loadLocalEnvironment } from "./local-environment";
import { type Run, runVerbs } from "./run-verbs";

const USAGE = `npm run verify-data -- state
    derives the latest state of every bike anew from its stored readings, and lists the values that are kept otherwise; ends with 1
    where there are any, as while something is being erased
npm run verify-data -- state --bike=LI-000123
    of one bike
npm run verify-data -- rides
    finds the rides of every bike anew in its stored readings, and lists those that are kept otherwise; ends with 1 where there are any
npm run verify-data -- rides --bike=LI-000123
    of one bike
npm run verify-data -- projection
    projects all rides anew by owners, uploads and the consent ledger, and lists the consented rides that are kept otherwise; ends
    with 1 where there are any

It needs the environment of the servers, and finds that of the servers on this machine itself.`;
const SHOWN = 50;
const OfBike = z.object({ bike: given.optional() });

interface Verify {
  readonly state: (bike: string | null) => ReturnType<typeof verifyStates>;
  readonly rides: (bike: string | null) => ReturnType<typeof verifyRides>;
  readonly projection: () => {
    readonly all: ReturnType<typeof verifyProjection>;
    readonly stored: () => Promise<number>;
  };
}

function state(args: readonly string[]): Run<Verify> {
  const { bike = null } = readOptions(args, { schema: OfBike });
  return async (verify) => {
    let [bikes, differing] = [0, 0];
    for await (const verified of verify.state(bike)) {
      bikes += verified.bikes;
      for (const { bikeId, field, kind } of verified.differing)
        if (differing++ < SHOWN) console.log(`${bikeId} ${field} ${kind}`);
    }
    console.log(`States of ${bikes} bikes: ${differing} values differ from what their readings tell.`);
    return differing === 0 ? 0 : 1;
  };
}

function rides(args: readonly string[]): Run<Verify> {
  const { bike = null } = readOptions(args, { schema: OfBike });
  return async (verify) => {
    let [bikes, kept, differing] = [0, 0, 0];
    for await (const verified of verify.rides(bike)) {
      bikes++;
      kept += verified.rides;
      for (const { bikeId, startMs, kind, fields } of verified.differing)
        if (differing++ < SHOWN)
          console.log(`${bikeId} ${formatUtc(startMs)} ${kind} ${fields.join(", ")}`.trimEnd());
    }
    console.log(`${kept} rides of ${bikes} bikes: ${differing} differ from what their readings tell.`);
    return differing === 0 ? 0 : 1;
  };
}

function projection(args: readonly string[]): Run<Verify> {
  readOptions(args, { schema: z.object({}) });
  return async (verify) => {
    const { all, stored } = verify.projection();
    let [bikes, documents, differing] = [0, 0, 0];
    for await (const verified of all) {
      bikes += verified.bikes;
      documents += verified.documents;
      for (const { bikeId, purpose, day, kind } of verified.differing)
        if (differing++ < SHOWN) console.log(`${bikeId} ${day} ${purpose} ${kind}`);
    }
    const unknown = (await stored()) - documents;
    if (unknown !== 0)
      console.log(`${unknown} consented rides of no bike that has rides, or of no grant that stands.`);
    console.log(
      `${documents} consented rides of ${bikes} bikes: ${differing} differ from what they are to be.`,
    );
    return differing === 0 && unknown === 0 ? 0 : 1;
  };
}

function openVerifyState() {
  const environment = readVerifyStateEnvironment();
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "ingest",
    password: environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD,
  });
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
  return { state: (bike: string | null) => verifyStates(es, names, bike), close: () => es.close() };
}

function openVerifyRides() {
  const environment = readVerifyEnvironment();
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "rides",
    password: environment.SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD,
  });
  const epochMs = Date.parse(environment.SLIPSTREAM_SERVICE_EPOCH);
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
  return {
    rides: (bike: string | null) => verifyRides(es, names, bike, epochMs, Date.now()),
    close: () => es.close(),
  };
}

function openVerifyProjection() {
  const environment = readVerifyProjectionEnvironment();
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "projection",
    password: environment.SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD,
  });
  const { db, close } = openDatabase(environment.SLIPSTREAM_DATABASE_PROJECTION_URL);
  const store = new ConsentedStore(es, names.consentedRides);
  const wrapping = Buffer.from(environment.SLIPSTREAM_PSEUDONYM_KEY, "base64");
  const options = { db, es, rides: names.rides, store, wrapping, zone: environment.SLIPSTREAM_REPORT_ZONE };
  return {
    all: verifyProjection(options),
    stored: () => store.countAll(),
    close: () => Promise.all([es.close(), close()]),
  };
}

await runVerbs(USAGE, { state, rides, projection }, () => {
  loadLocalEnvironment();
  const opened: { readonly close: () => Promise<unknown> }[] = [];
  const keep = <T extends { readonly close: () => Promise<unknown> }>(one: T): T => {
    opened.push(one);
    return one;
  };
  return {
    tools: {
      state: (bike) => keep(openVerifyState()).state(bike),
      rides: (bike) => keep(openVerifyRides()).rides(bike),
      projection: () => keep(openVerifyProjection()),
    },
    close: async () => {
      await Promise.all(opened.map((one) => one.close()));
    },
  };
});
