import { namesIn } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";
import { createKafka } from "@/lib/kafka/client";
import type { Logger } from "@/lib/log";
import { followFleet } from "./fleet-follower";
import { FleetGrid } from "./fleet-grid";
import { LiveHub } from "./live-hub";

/** The hub of an installation, which fills itself from now on: states as user `operations`, and both topics. */
export function openLiveHub(options: {
  readonly url: string;
  readonly password: string;
  readonly brokers: readonly string[];
  readonly namespace: string;
  readonly log: Logger;
}): LiveHub {
  const { url, password, brokers, namespace, log } = options;
  const es = createElasticsearch({ url, username: "operations", password });
  const kafka = createKafka({ brokers, clientId: "live", log });
  const grid = new FleetGrid();
  const follower = followFleet(grid, { es, kafka, names: namesIn(namespace), log });
  const closing = {
    status: () => follower.status(),
    stop: () => follower.stop().finally(() => es.close()),
  };
  return new LiveHub(grid, closing, log);
}
