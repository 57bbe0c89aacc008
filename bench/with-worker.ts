import { join } from "node:path";
import { type Names, namesIn } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { type Admin, createKafka, type Kafka } from "@/lib/kafka/client";
import { createPublisher, type Publisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { pickPort } from "@/stack/ports";
import { startBenchStack, WORKER_SCRIPT } from "./bench-stack";
import { WorkerProcess } from "./worker-process";

/** Servers of a bench's own, the worker as a process of its own, and ways to all of them. */
export interface WorkerBench {
  readonly names: Names;
  /** What processes are told of the servers. */
  readonly environment: Readonly<Record<string, string>>;
  readonly worker: WorkerProcess;
  readonly kafka: Kafka;
  readonly publisher: Publisher;
  readonly admin: Admin;
  /** As the worker reaches it. */
  readonly es: Elasticsearch;
  /** User `maintenance`. */
  readonly observer: Elasticsearch;
  /** A second one beside it, with these lanes. */
  addWorker(lanes: string): Promise<WorkerProcess>;
}

/** All of it for as long as `measure` takes. */
export async function withWorker<T>(measure: (bench: WorkerBench) => Promise<T>): Promise<T> {
  const { environment, stop } = await startBenchStack();
  const as = (username: "ingest" | "maintenance") =>
    createElasticsearch({
      url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
      username,
      password: environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
    });
  const [es, observer] = [as("ingest"), as("maintenance")];
  const kafka = createKafka({
    brokers: (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(","),
    clientId: "bench",
    log: createLog("bench", "silent"),
  });
  const publisher = await createPublisher(kafka);
  const admin = kafka.admin();
  await admin.connect();
  const start = async (name: string, lanes?: string) =>
    WorkerProcess.start(
      WORKER_SCRIPT,
      environment,
      await pickPort(0, new Set()),
      join(process.cwd(), `.stack/bench-${name}.log`),
      lanes,
    );
  const worker = await start("worker");
  const beside: WorkerProcess[] = [];
  const addWorker = async (lanes: string) => {
    const added = await start(`${lanes}-worker`, lanes);
    beside.push(added);
    return added;
  };
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE ?? "");
  try {
    return await measure({ names, environment, worker, kafka, publisher, admin, es, observer, addWorker });
  } finally {
    await Promise.all([worker, ...beside].map((one) => one.stop()));
    await Promise.all([publisher.disconnect(), admin.disconnect(), es.close(), observer.close()]);
    await stop();
  }
}
