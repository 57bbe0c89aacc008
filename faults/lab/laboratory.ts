import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { bundleWorker } from "@/stack/app/worker-bundle";
import { BUILD } from "@/stack/folders";
import type { OnProgress } from "@/stack/progress/progress";
import { startStack } from "@/stack/start-stack";
import { makeTestFolder } from "@/stack/test-folder";
import { Server } from "./server";

/** Real servers of the laboratory's own, and a stretch of network to Elasticsearch that it can disturb. */
export interface Laboratory {
  readonly elasticsearch: Server;
  /** The first broker. */
  readonly kafka: Server;
  readonly brokers: readonly Server[];
  /** What workers reach Elasticsearch by; the laboratory itself goes past it. */
  readonly proxy: FaultProxy;
  readonly environment: Readonly<Record<string, string>>;
  /** Where workers log. */
  readonly logs: string;
  stop(): Promise<void>;
}

/** The worker under test: the product's, with a way in for faults of its own process. */
export const WORKER_UNDER_TEST = join(BUILD, "worker-under-test.mjs");

/** @param brokerCount of its Kafka cluster. */
export async function openLaboratory(
  brokerCount: number,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<Laboratory> {
  await bundleWorker("faults/worker-under-test.ts", WORKER_UNDER_TEST);
  const folder = await makeTestFolder(onProgress, "faults");
  const stack = await startStack({
    folder,
    namespacePattern: "slipstream*",
    kind: "test",
    brokers: brokerCount,
    onProgress,
    signal,
  });
  const proxy = await startFaultProxy(stack.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
  const elasticsearch = new Server(stack.servers.elasticsearch);
  const brokers = stack.servers.kafka.map((broker) => new Server(broker));
  const [kafka] = brokers;
  if (!kafka) throw new Error("a laboratory needs a broker");
  return {
    elasticsearch,
    kafka,
    brokers,
    proxy,
    environment: stack.environment,
    logs: join(folder, "logs"),
    async stop() {
      await proxy.close();
      await Promise.all([elasticsearch, ...brokers].map((server) => server.stop()));
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
