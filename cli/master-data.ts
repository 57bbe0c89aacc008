import { z } from "zod";
import { openDatabase } from "@/lib/db/client";
import { namesIn } from "@/lib/domain/names";
import { readDatabaseUrl } from "@/lib/env/database";
import { readMasterDataEnvironment } from "@/lib/env/master-data";
import { createKafka } from "@/lib/kafka/client";
import { createLog } from "@/lib/log";
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

It needs the environment of the servers, and finds that of the servers on this machine itself.`;

const MAX_LISTED = 100;
const nothing = z.object({});

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
    const bikes = await republishBikes({ kind: "console", command: "master-data" }, db).finally(close);
    console.log(`The entities of ${bikes} bikes wait to be published.`);
    return 0;
  };
}

await runVerbs(USAGE, { check, republish }, () => {
  loadLocalEnvironment();
  return { tools: null, close: () => Promise.resolve() };
});
