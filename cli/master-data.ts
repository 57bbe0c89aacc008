import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { openDatabase } from "@/lib/db/client";
import { namesIn } from "@/lib/domain/names";
import { readDatabaseUrl } from "@/lib/env/database";
import { readMasterDataEnvironment } from "@/lib/env/master-data";
import { createKafka } from "@/lib/kafka/client";
import { createLog } from "@/lib/log";
import { declareWhole } from "@/lib/registration/production/declare-whole";
import { loadProductions } from "@/lib/registration/production/load-productions";
import { PRODUCED_KINDS } from "@/lib/registration/production/production";
import { withdrawProduction } from "@/lib/registration/production/withdraw-production";
import { republishBikes } from "@/lib/registration/republish-bikes";
import { checkMasterData } from "./check-master-data";
import { readOptions } from "./command/read-options";
import { loadLocalEnvironment } from "./local-environment";
import { type Run, runVerbs } from "./run-verbs";

const USAGE = `npm run master-data -- check
    compares what the topic of bikes ends with, bike by bike, with the database, and lists what differs; exit code 1 if
    anything does
npm run master-data -- republish
    has the entities of all bikes published anew, as they are now; a worker with the lane outbox does it
npm run master-data -- load-production FILE
    takes in what a component plant made, a component a row: columns Kind (motor, battery, display, remote, module), Plant,
    Lot, Part number, Models (codes; empty for any), Serial number, Produced (may be empty); all of it, or nothing and what
    is wrong; exit code 1 then
npm run master-data -- withdraw-production LOT --reason TEXT [--plant CP1]
    takes back a lot that was loaded by mistake: its components were never made, until they are loaded again; bikes that were
    registered with them stay
npm run master-data -- declare-whole motor --reason TEXT [--since 2026-12-01]
    says that from then on, now without a day, all motors that were ever made are loaded: one that is not was never made;
    said again with a later day it is lifted until then

It needs the environment of the servers, and finds that of the servers on this machine itself.`;

const MAX_LISTED = 100;
const CONSOLE = { kind: "console", command: "master-data" } as const;
const nothing = z.object({});
const LotOptions = z.object({
  lot: z.string(),
  plant: z.string().optional(),
  reason: z.string("expected why, for the audit"),
});
const WholeOptions = z.object({
  kind: z.enum(PRODUCED_KINDS),
  since: z.coerce.date("expected a day such as 2026-12-01").optional(),
  reason: z.string("expected why, for the audit"),
});

function check(args: readonly string[]): Run<null> {
  readOptions(args, { schema: nothing });
  return async () => {
    const environment = readMasterDataEnvironment();
    const { db, close } = openDatabase(environment.SLIPSTREAM_DATABASE_URL);
    const log = createLog("master-data", "silent");
    const kafka = createKafka({
      brokers: environment.SLIPSTREAM_KAFKA_BROKERS,
      clientId: "slipstream-master-data",
      log,
    });
    const { topics } = namesIn(environment.SLIPSTREAM_NAMESPACE);
    const { bikes, differences } = await checkMasterData({ db, kafka, topic: topics.bikes, log }).finally(
      close,
    );
    if (differences.length === 0) {
      console.log(`${bikes} bikes: the topic has what the database has.`);
      return 0;
    }
    console.table(
      differences.slice(0, MAX_LISTED).map(({ bikeId, database, topic }) => ({
        bike: bikeId,
        "version in the database": database ?? "no such bike",
        "version in the topic": topic ?? "none",
      })),
    );
    if (differences.length > MAX_LISTED) console.log(`and ${differences.length - MAX_LISTED} more`);
    console.log(`${differences.length} of ${bikes} bikes differ.`);
    return 1;
  };
}

function republish(args: readonly string[]): Run<null> {
  readOptions(args, { schema: nothing });
  return async () => {
    const { db, close } = openDatabase(readDatabaseUrl());
    const bikes = await republishBikes(CONSOLE, db).finally(close);
    console.log(`The entities of ${bikes} bikes wait to be published.`);
    return 0;
  };
}

function loadProduction(args: readonly string[]): Run<null> {
  const { file } = readOptions(args, { schema: z.object({ file: z.string() }), operand: "file" });
  return async () => {
    const bytes = await readFile(file);
    const { db, close } = openDatabase(readDatabaseUrl());
    const loaded = await loadProductions(CONSOLE, { fileName: basename(file), bytes }, db).finally(close);
    if (loaded.faults.length > 0) {
      console.table(loaded.faults.slice(0, MAX_LISTED));
      if (loaded.faults.length > MAX_LISTED) console.log(`and ${loaded.faults.length - MAX_LISTED} more`);
      console.log(`${loaded.faults.length} of ${loaded.rows} rows cannot be taken: nothing was loaded.`);
      return 1;
    }
    console.log(`${loaded.rows} components, ${loaded.loaded} of them new.`);
    if (loaded.unknownModels.length > 0)
      console.log(`No OEM has a model ${loaded.unknownModels.join(", ")} yet.`);
    return 0;
  };
}

function withdrawLot(args: readonly string[]): Run<null> {
  const { lot, plant, reason } = readOptions(args, { schema: LotOptions, operand: "lot" });
  return async () => {
    const { db, close } = openDatabase(readDatabaseUrl());
    const told = { lot, reason, ...(plant !== undefined && { plant }) };
    const { components, inBikes } = await withdrawProduction(CONSOLE, told, db).finally(close);
    console.log(`${components} components of lot ${lot} count as never made.`);
    if (inBikes > 0) console.log(`${inBikes} of them are in bikes, and stay there.`);
    return 0;
  };
}

function declareKindWhole(args: readonly string[]): Run<null> {
  const { kind, since, reason } = readOptions(args, { schema: WholeOptions, operand: "kind" });
  return async () => {
    const { db, close } = openDatabase(readDatabaseUrl());
    await declareWhole(CONSOLE, { kind, reason, ...(since && { since }) }, db).finally(close);
    console.log(`All of kind ${kind} are known as a whole since ${(since ?? new Date()).toISOString()}.`);
    return 0;
  };
}

const verbs = {
  check,
  republish,
  "load-production": loadProduction,
  "withdraw-production": withdrawLot,
  "declare-whole": declareKindWhole,
};
await runVerbs(USAGE, verbs, () => {
  loadLocalEnvironment();
  return { tools: null, close: () => Promise.resolve() };
});
