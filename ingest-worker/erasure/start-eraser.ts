import { hostname } from "node:os";
import { openErasureSession } from "@/lib/db/erasure-session";
import { namesIn } from "@/lib/domain/names";
import type { EraserEnvironment } from "@/lib/env/eraser";
import { createElasticsearch, REQUEST_TIMEOUT_MS } from "@/lib/es/client";
import { createKafka } from "@/lib/kafka/client";
import { createPublisher } from "@/lib/kafka/publisher";
import type { Logger } from "@/lib/log";
import { serveHealth } from "../health-server";
import { Holds } from "../holds";
import { createMetrics } from "../metrics";
import { publishMetrics } from "../publish-metrics";
import { StoreGate } from "../store-gate";
import { DerivedStates } from "./derive-states";
import { Eraser } from "./eraser";
import { TOMBSTONE_LEASE_MS } from "./tombstones";
import { watchErasures } from "./watch-erasures";
import { WindowReadings } from "./window-readings";
import { WithdrawalTeller } from "./withdrawal-teller";

/** A request is given up after twice the timeout; one that was sent without a tombstone was sent within the lease. */
const RECHECK_AFTER_MS = TOMBSTONE_LEASE_MS + 2 * REQUEST_TIMEOUT_MS + 5_000;

export interface RunningEraser {
  readonly metricsPort: number;
  stop(): Promise<void>;
}

/**
 * Starts the process that removes what riders had erased. It has the rights of user `maintenance`, and does nothing else.
 * @param recheckAfterMs sooner than usual in suites, where no request takes long.
 */
export async function startEraser(
  environment: EraserEnvironment,
  log: Logger,
  fatal: (fault: unknown) => void,
  recheckAfterMs = RECHECK_AFTER_MS,
): Promise<RunningEraser> {
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "maintenance",
    password: environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD,
  });
  const brokers = environment.SLIPSTREAM_KAFKA_BROKERS;
  const kafka = createKafka({ brokers, clientId: `${names.namespace}-eraser`, log });
  const publisher = await createPublisher(kafka);
  const metrics = createMetrics();
  const holds = new Holds(metrics);
  const gate = new StoreGate(1, log, holds);
  const session = openErasureSession(environment.SLIPSTREAM_DATABASE_ERASURE_URL);
  const teller = new WithdrawalTeller(
    { session, publisher, topic: names.topics.withdrawals, log },
    holds,
    fatal,
  );
  const eraser = new Eraser(
    {
      ...{ session, es, kafka, publisher, names, log, recheckAfterMs },
      readings: new WindowReadings(es, names, Date.now),
      states: new DerivedStates(es, names, { gate, publisher, holds, metrics }),
      elapsedMs: () => performance.now(),
      marked: new Map(),
    },
    holds,
    fatal,
  );
  const health = await serveHealth(environment.SLIPSTREAM_WORKER_METRICS_PORT, metrics, () =>
    holds.reasons(),
  );
  teller.start();
  eraser.start();
  const stopWatching = watchErasures(session, metrics, log);
  const instance = `${hostname()}:${health.port}`;
  const sink = { publisher, names, instance, takesReadings: false, log, now: Date.now };
  const sayThatItLeaves = publishMetrics(metrics, () => holds.reasons(), sink);
  log.info({ metricsPort: health.port }, "erasures are worked on");
  return {
    metricsPort: health.port,
    async stop() {
      stopWatching();
      await teller.stop();
      await eraser.stop();
      await sayThatItLeaves();
      await Promise.all([publisher.disconnect(), es.close()]);
      await new Promise((resolve) => {
        health.server.close(resolve);
        health.server.closeAllConnections();
      });
    },
  };
}
