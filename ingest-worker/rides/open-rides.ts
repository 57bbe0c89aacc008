import type { Names } from "@/lib/domain/names";
import type { WorkerEnvironment } from "@/lib/env/worker";
import { createElasticsearch } from "@/lib/es/client";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Logger } from "@/lib/log";
import type { Metrics } from "../metrics";
import type { StoreGate } from "../store-gate";
import { DONE } from "../store-step";
import { markAllOnce } from "./mark-all-once";
import { type BuiltRides, RideBuilder } from "./ride-builder";
import { RidePlacer } from "./ride-lane";
import type { MarkedBike } from "./waiting-marks";

interface Surroundings {
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly fatal: (fault: unknown) => void;
  readonly now: () => number;
  readonly elapsedMs: () => number;
  readonly serviceEpochMs: number;
}

/** What the lane of rides needs, as user `rides`. */
export function openRides(
  environment: WorkerEnvironment,
  names: Names,
  gate: StoreGate,
  publish: (marks: readonly OutgoingMessage[]) => Promise<void>,
  { metrics, log, fatal, now, elapsedMs, serviceEpochMs }: Surroundings,
) {
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "rides",
    password: environment.SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD,
  });
  const builder = new RideBuilder(es, names, serviceEpochMs, now);
  const silent = async (bikes: readonly MarkedBike[]) => {
    let found = new Set<string>();
    await gate.persist("rides", async () => {
      found = await builder.silent(bikes);
      return DONE;
    });
    return found;
  };
  const refresh = (bikes: readonly MarkedBike[]) =>
    gate.persist("rides", async () => {
      await builder.refresh(bikes);
      return DONE;
    });
  const build = async (bikes: readonly MarkedBike[]) => {
    let built: BuiltRides = { written: 0, superseded: 0, passedOn: [] };
    await gate.persist("rides", async () => {
      built = await builder.build(bikes);
      return DONE;
    });
    await publish(built.passedOn);
  };
  const begin = () =>
    gate.persist("rides", async () => {
      const marked = await markAllOnce(es, names, publish);
      if (marked > 0) log.info({ bikes: marked }, "rides of all bikes are computed, since none are there");
      return DONE;
    });
  begin().catch(fatal);
  return {
    placer: new RidePlacer({ silent, refresh, build }, metrics, log, fatal, elapsedMs),
    close: () => es.close(),
  };
}
