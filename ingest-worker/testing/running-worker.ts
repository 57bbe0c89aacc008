import { setTimeout as sleep } from "node:timers/promises";
import { groupOf } from "@/lib/domain/names";
import { readWorkerEnvironment } from "@/lib/env/worker";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { readLag } from "@/lib/kafka/lag";
import { createPublisher, type Publisher } from "@/lib/kafka/publisher";
import { createLog, type Logger } from "@/lib/log";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { LANE_NAMES, type LaneName } from "../lanes";
import { startWorker, type Worker } from "../worker";

/** A worker, with what a test needs to feed it and to look at what it stored. */
export interface RunningWorker extends TestInstallation {
  readonly worker: Worker;
  readonly kafka: Kafka;
  readonly publisher: Publisher;
  /** User `maintenance`: sees everything. */
  readonly es: Elasticsearch;
  /** Resolves when every record of its topics has a durable outcome and is committed. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

interface WorkerOptions {
  readonly lanes?: readonly LaneName[];
  /** Variables that only the worker gets, such as another way to a server. */
  readonly own?: Readonly<Record<string, string>>;
  /** Where the worker writes its lines; nowhere unless given. */
  readonly log?: Logger;
}

/** The leader of a topic that was just made is known before it answers: until then nobody has caught up. */
function unlessMended(fault: unknown): number {
  if (fault instanceof Error && "retriable" in fault && fault.retriable === true) return 1;
  throw fault;
}

/** A worker on a new installation. */
export async function runWorker(
  shared: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>> = {},
): Promise<RunningWorker> {
  return runWorkerOn(await makeTestInstallation(shared), { own });
}

/** A worker on an installation that may have seen others, or have them now. */
export async function runWorkerOn(
  installation: TestInstallation,
  { lanes = LANE_NAMES, own = {}, log = createLog("ingest-worker", "silent") }: WorkerOptions = {},
): Promise<RunningWorker> {
  const { names, environment } = installation;
  const worker = await startWorker(
    readWorkerEnvironment({ ...environment, SLIPSTREAM_WORKER_METRICS_PORT: "0", ...own }),
    lanes,
    log,
    (fault) => {
      throw fault;
    },
  );
  const kafka = createKafka({
    brokers: (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(","),
    clientId: "tests",
    log,
  });
  const publisher = await createPublisher(kafka);
  const admin = kafka.admin();
  await admin.connect();
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: "maintenance",
    password: environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD ?? "",
  });

  async function behind(): Promise<number> {
    const lags = await Promise.all([
      readLag(admin, names.topics.telemetry, groupOf(names, "telemetry")),
      readLag(admin, names.topics.telemetryLate, groupOf(names, "late")),
      readLag(admin, names.topics.bikes, groupOf(names, "bikes")),
    ]);
    return lags.flat().reduce((sum, { records }) => sum + records, 0);
  }

  return {
    ...installation,
    worker,
    kafka,
    publisher,
    es,
    async caughtUp() {
      while ((await behind().catch(unlessMended)) > 0) await sleep(50);
    },
    async stop() {
      await worker.stop();
      await Promise.all([publisher.disconnect(), admin.disconnect(), es.close()]);
    },
  };
}
