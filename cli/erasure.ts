import { randomUUID } from "node:crypto";
import { z } from "zod";
import { openDatabase } from "@/lib/db/client";
import { STAFF_CHANNELS } from "@/lib/domain/consent";
import { namesIn } from "@/lib/domain/names";
import { readTombstones } from "@/lib/domain/tombstone";
import { readDatabaseUrl } from "@/lib/env/database";
import { readErasureEnvironment } from "@/lib/env/erasure";
import { eraseRider } from "@/lib/erasure/erase-rider";
import { listErasures } from "@/lib/erasure/list-erasures";
import { reapplyErasures, type ToldTombstone } from "@/lib/erasure/reapply-erasures";
import { formatUtc } from "@/lib/format/time";
import { createKafka } from "@/lib/kafka/client";
import { readTopicOnce } from "@/lib/kafka/read-topic-once";
import { createLog } from "@/lib/log";
import { given, oneOf } from "./command/option-types";
import { readOptions } from "./command/read-options";
import { loadLocalEnvironment } from "./local-environment";
import { type Run, runVerbs } from "./run-verbs";

const USAGE = `npm run erasure -- ask RIDER --reason="WHY" --evidence="WHAT WAS GONE BY" --channel=letter
    has everything erased that is held of the times when a rider, named by id, had a bike; withdraws all consent
npm run erasure -- list
    erasures, how far each is, and what its receipt says
npm run erasure -- reapply
    after a restore from a backup, before users get in: has every erasure done again, those too that came after the backup

  --channel   ${STAFF_CHANNELS.join(", ")}

It needs the environment of the servers, and finds that of the servers on this machine itself. The worker with lane erasure
does the work: follow it with list.`;

const CONSOLE = { kind: "console", command: "erasure" } as const;
const READ_WITHIN_MS = 120_000;

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
    const { id, bikes, withdrawals } = await eraseRider(
      CONSOLE,
      { ...told, id: randomUUID(), riderId },
      stores,
    );
    console.log(`Erasure ${id}: ${bikes} bikes, ${withdrawals.length} consents withdrawn.`);
    return 0;
  };
}

function list(args: readonly string[]): Run<Stores> {
  readOptions(args, { schema: z.object({}) });
  return async (stores) => {
    const erasures = await listErasures(CONSOLE, {}, stores);
    if (erasures.length === 0) console.log("There are no erasures.");
    for (const { id, riderId, askedMs, at, receipts } of erasures) {
      const last = receipts.at(-1);
      const streams = last?.streams
        .map(({ stream, before, after }) => `${stream} ${before} -> ${after}`)
        .join(", ");
      console.log(`${id} rider ${riderId} asked ${formatUtc(askedMs)}: ${at === null ? "done" : `at ${at}`}`);
      if (last) console.log(`  receipt ${last.id}, ${last.kind} ${formatUtc(last.madeMs)}: ${streams}`);
    }
    return 0;
  };
}

function reapply(args: readonly string[]): Run<Stores> {
  readOptions(args, { schema: z.object({}) });
  return async (stores) => {
    const { erasures, foundInTopic, unknownRiders } = await reapplyErasures(
      CONSOLE,
      await toldByTopic(),
      stores,
    );
    console.log(`${erasures} erasures are done again, ${foundInTopic} of which only the topic knew.`);
    for (const rider of unknownRiders)
      console.log(`Rider ${rider} is not in the database: restore a later backup.`);
    return unknownRiders.length === 0 ? 0 : 1;
  };
}

async function toldByTopic(): Promise<ToldTombstone[]> {
  const environment = readErasureEnvironment();
  const log = createLog("erasure", "silent");
  const kafka = createKafka({ brokers: environment.SLIPSTREAM_KAFKA_BROKERS, clientId: "erasure", log });
  const topic = namesIn(environment.SLIPSTREAM_NAMESPACE).topics.erasures;
  const byId = new Map<string, ToldTombstone[]>();
  await readTopicOnce(kafka, { topic, from: "beginning", withinMs: READ_WITHIN_MS, log }, (messages) => {
    for (const { key, value } of messages) {
      const reportedAs = String(key);
      const told = value === null ? [] : (readTombstones(value.toString("utf8")) ?? []);
      byId.set(
        reportedAs,
        told.map((one) => ({ ...one, reportedAs })),
      );
    }
  });
  return [...byId.values()].flat();
}

await runVerbs(USAGE, { ask, list, reapply }, () => {
  loadLocalEnvironment();
  const { db, close } = openDatabase(readDatabaseUrl());
  return { tools: { maker: db, tenant: db }, close };
});
