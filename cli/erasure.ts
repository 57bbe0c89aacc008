import { randomUUID } from "node:crypto";
import { z } from "zod";
import { openDatabase } from "@/lib/db/client";
import { STAFF_CHANNELS } from "@/lib/domain/consent";
import { namesIn } from "@/lib/domain/names";
import { readDatabaseUrl } from "@/lib/env/database";
import { readAskEnvironment, readReapplyEnvironment } from "@/lib/env/erasure";
import { eraseRider } from "@/lib/erasure/erase-rider";
import { listErasures } from "@/lib/erasure/list-erasures";
import { reapplyErasures } from "@/lib/erasure/reapply-erasures";
import { createElasticsearch } from "@/lib/es/client";
import { removeFound } from "@/lib/es/remove-found";
import { formatUtc } from "@/lib/format/time";
import { openExport } from "@/lib/rider-export/open-export";
import { ridesIn } from "@/lib/rider-export/rides-of-bikes";
import { given, oneOf } from "./command/option-types";
import { readOptions } from "./command/read-options";
import { loadLocalEnvironment } from "./local-environment";
import { type Run, runVerbs } from "./run-verbs";
import { toldByTopics } from "./told-by-topics";

const USAGE = `npm run erasure -- ask RIDER --reason="WHY" --evidence="WHAT WAS GONE BY" --channel=letter
    has everything erased that is of a rider, named by id, until now; withdraws all consent
npm run erasure -- list
    all erasures that have not come to their end, and the newest 100: how far each is, what of it fails, and what its
    receipt says
npm run erasure -- reapply
    after a restore from a backup, before workers and users get in: has every erasure, withdrawal and purge done again, those
    too that came after the backup, and all consented rides projected anew

  --channel   ${STAFF_CHANNELS.join(", ")}

It needs the environment of the servers, and finds that of the servers on this machine itself. The worker with lane erasure
does the work: follow it with list.`;

const CONSOLE = { kind: "console", command: "erasure" } as const;

type Stores = {
  readonly maker: ReturnType<typeof openDatabase>["db"];
  readonly tenant: ReturnType<typeof openDatabase>["db"];
};

function ask(args: readonly string[]): Run<Stores> {
  const schema = z.object({
    RIDER: z.uuid(),
    reason: given,
    evidence: given,
    channel: oneOf(...STAFF_CHANNELS),
  });
  const { RIDER: riderId, ...told } = readOptions(args, { schema, operand: "RIDER" });
  return async (stores) => {
    const environment = readAskEnvironment();
    const reading = openExport({
      url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
      password: environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD,
      namespace: environment.SLIPSTREAM_NAMESPACE,
    });
    try {
      const asked = { ...told, id: randomUUID(), riderId };
      const { id, bikes, withdrawals } = await eraseRider(CONSOLE, asked, ridesIn(reading), stores);
      console.log(`Erasure ${id}: ${bikes} bikes, ${withdrawals.length} consents withdrawn.`);
    } finally {
      await reading.es.close();
    }
    return 0;
  };
}

function list(args: readonly string[]): Run<Stores> {
  readOptions(args, { schema: z.object({}) });
  return async (stores) => {
    const erasures = await listErasures(CONSOLE, { withOpen: true }, stores);
    if (erasures.length === 0) console.log("There are no erasures.");
    for (const { id, riderId, askedMs, at, failing, receipts } of erasures) {
      const last = receipts.at(-1);
      const streams = last?.streams
        .map(({ stream, before, after }) => `${stream} ${before} -> ${after}`)
        .join(", ");
      console.log(`${id} rider ${riderId} asked ${formatUtc(askedMs)}: ${at === null ? "done" : `at ${at}`}`);
      if (failing)
        console.log(
          `  failing at ${failing.step}, ${failing.failures} times, last ${formatUtc(failing.failedMs)}: ${failing.fault}`,
        );
      if (last) console.log(`  receipt ${last.id}, ${last.kind} ${formatUtc(last.madeMs)}: ${streams}`);
    }
    return 0;
  };
}

function reapply(args: readonly string[]): Run<Stores> {
  readOptions(args, { schema: z.object({}) });
  return async (stores) => {
    const environment = readReapplyEnvironment();
    const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
    const told = await toldByTopics(environment.SLIPSTREAM_KAFKA_BROKERS, names);
    const { erasures, foundInTopic, unknownRiders, withdrawals, purges } = await reapplyErasures(
      CONSOLE,
      told,
      stores,
    );
    console.log(`${erasures} erasures are done again, ${foundInTopic} of which only the topic knew.`);
    for (const rider of unknownRiders)
      console.log(`Rider ${rider} was not in the database, and is known by this id from now on.`);
    console.log(
      `${withdrawals} consents are withdrawn again; it is looked again for what ${purges} purges removed.`,
    );
    const es = createElasticsearch({
      url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
      username: "maintenance",
      password: environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD,
    });
    try {
      const removed = await removeFound(es, names.consentedRides, { match_all: {} }, "start");
      console.log(`${removed} consented rides are removed: the worker projects them anew.`);
    } finally {
      await es.close();
    }
    return 0;
  };
}

await runVerbs(USAGE, { ask, list, reapply }, () => {
  loadLocalEnvironment();
  const { db, close } = openDatabase(readDatabaseUrl());
  return { tools: { maker: db, tenant: db }, close };
});
