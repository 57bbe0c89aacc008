import { type Names, namesIn } from "@/lib/domain/names";
import type { WorkerEnvironment } from "@/lib/env/worker";
import { createElasticsearch } from "@/lib/es/client";
import { unsafeTopics } from "@/lib/kafka/check-safety";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { createPublisher } from "@/lib/kafka/publisher";
import type { Logger } from "@/lib/log";
import { Aside } from "./aside/aside";
import { WaitingRoom } from "./aside/waiting-room";
import { serveHealth } from "./health-server";
import { Lane, type LaneOptions } from "./lane/lane";
import { PacketPlacer } from "./lane/place-packet";
import { watchLag } from "./lane/watch-lag";
import { createMetrics, type Metrics } from "./metrics";
import { Batcher, type BatcherLimits } from "./series/batcher";
import { WindowKeeper } from "./series/window-keeper";
import { SeriesWriter } from "./series/writer";
import { StateKeeper } from "./state/keeper";
import { StoreGate } from "./store-gate";

export const LANE_NAMES = ["telemetry", "late"] as const;
export type LaneName = (typeof LANE_NAMES)[number];

const CONCURRENT_REQUESTS = 4;
const SWEEP_EVERY_MS = 60_000;

const LIMITS: Readonly<Record<LaneName, BatcherLimits>> = {
  telemetry: { lingerMs: 20, maxOpenWindows: 4, maxBytesInFlight: 10_000_000 },
  late: { lingerMs: 50, maxOpenWindows: 64, maxBytesInFlight: 16_000_000 },
};

export interface Worker {
  readonly metrics: Metrics;
  readonly metricsPort: number;
  readonly waitingRoom: WaitingRoom;
  /** Finishes what is in flight (up to `graceMs`), commits, leaves the groups. */
  stop(graceMs?: number): Promise<void>;
}

/**
 * Starts the lanes of one worker process. `fatal` is called for what no rule covers; the process should then end
 * uncommitted and be started anew.
 */
export async function startWorker(
  environment: WorkerEnvironment,
  lanes: readonly LaneName[],
  log: Logger,
  fatal: (fault: unknown) => void,
): Promise<Worker> {
  const now = Date.now;
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "ingest",
    password: environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD,
  });
  const kafka: Kafka = createKafka({
    brokers: environment.SLIPSTREAM_KAFKA_BROKERS,
    clientId: `${names.namespace}-worker`,
    log,
  });
  if (!environment.SLIPSTREAM_LOCAL_STACK) await refuseUnsafe(kafka, names);
  const metrics = createMetrics();
  const publisher = await createPublisher(kafka);
  const gate = new StoreGate(CONCURRENT_REQUESTS, log, metrics);
  const windows = new WindowKeeper(es, names, gate);
  const states = new StateKeeper(es, names, gate, publisher, metrics, fatal);
  const aside = new Aside(es, names, gate, publisher, metrics, now, fatal);
  const batcherOf = (lane: LaneName) => {
    const writer = new SeriesWriter(es, windows, gate, states, aside, metrics, lane);
    return new Batcher(lane, LIMITS[lane], writer, states, gate, metrics, now, fatal);
  };
  const serviceEpochMs = Date.parse(environment.SLIPSTREAM_SERVICE_EPOCH);
  const options: Record<LaneName, LaneOptions> = {
    telemetry: laneOptions("telemetry", names.topics.telemetry, names.namespace),
    late: laneOptions("late", names.topics.telemetryLate, names.namespace),
  };
  const running: Lane[] = [];
  for (const name of lanes) {
    const batcher = batcherOf(name);
    const placer = new PacketPlacer(name, batcher, states, aside, serviceEpochMs, metrics);
    const lane = new Lane(options[name], placer, batcher, log, () => states.forget(), fatal);
    await lane.start(kafka);
    running.push(lane);
  }
  const waitingRoom = new WaitingRoom(es, names, batcherOf("late"), states);
  const sweep = setInterval(() => {
    waitingRoom
      .sweep(now())
      .catch((fault: unknown) => log.warn({ fault: String(fault) }, "the waiting room was not swept"));
  }, SWEEP_EVERY_MS);
  const lag = await watchLag(kafka, Object.values(options), metrics, log);
  const health = await serveHealth(environment.SLIPSTREAM_WORKER_METRICS_PORT, metrics, () => gate.ready);
  log.info({ lanes, metricsPort: health.port }, "worker runs");

  return {
    metrics,
    metricsPort: health.port,
    waitingRoom,
    stop: async (graceMs = 10_000) => {
      clearInterval(sweep);
      await Promise.all(running.map((lane) => lane.stop(graceMs)));
      await lag.stop();
      await publisher.disconnect();
      await es.close();
      await new Promise((resolve) => health.server.close(resolve));
    },
  };
}

/** @throws Error that lists what would let acknowledged readings be lost. */
async function refuseUnsafe(kafka: Kafka, names: Names): Promise<void> {
  const faults = await unsafeTopics(kafka, names);
  if (faults.length > 0)
    throw new Error(`The topics are not safe outside a local stack:\n  ${faults.join("\n  ")}`);
}

function laneOptions(name: LaneName, topic: string, namespace: string): LaneOptions {
  return {
    name,
    topic,
    groupId: `${namespace}-${name}`,
    maxBytesPerPartition: 1_048_576,
    maxBytes: 8_388_608,
  };
}
