import { openDatabase } from "@/lib/db/client";
import type { Names } from "@/lib/domain/names";
import type { ReportsSettings } from "@/lib/env/reports";
import type { WorkerEnvironment } from "@/lib/env/worker";
import { createElasticsearch } from "@/lib/es/client";
import type { Logger } from "@/lib/log";
import type { Holds } from "../holds";
import type { Metrics } from "../metrics";
import type { StoreGate } from "../store-gate";
import { Attempts } from "./attempts";
import { BikesBehind } from "./bikes-behind";
import { ChangedRides } from "./changed-rides";
import { ConsentedStore } from "./consented-store";
import { ProjectionLane } from "./projection-lane";
import { Projector } from "./projector";
import { Purger } from "./purger";
import { PurgesInTurn } from "./purges-in-turn";
import { WholeProjector } from "./whole-projector";

interface Surroundings {
  /** For purges, which a promise is made of; what else there is takes the patient way. */
  readonly gate: StoreGate;
  readonly holds: Holds;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly fatal: (fault: unknown) => void;
  readonly now: () => number;
}

/** What the lane of the projection needs, as user and login `projection`. */
export function openProjection(
  environment: WorkerEnvironment,
  settings: ReportsSettings,
  names: Names,
  { gate, holds, metrics, log, fatal, now }: Surroundings,
) {
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "projection",
    password: settings.SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD,
  });
  const { db, close } = openDatabase(settings.SLIPSTREAM_DATABASE_PROJECTION_URL);
  const wrapping = Buffer.from(settings.SLIPSTREAM_PSEUDONYM_KEY, "base64");
  const zone = environment.SLIPSTREAM_REPORT_ZONE;
  const store = new ConsentedStore(es, names.consentedRides);
  const changed = new ChangedRides(log);
  const options = { db, es, rides: names.rides, store, wrapping, zone };
  const projector = new Projector(options);
  const purger = new Purger(db, store, wrapping, now);
  const parts = {
    ...{ db, changed, projector, purger },
    behind: new BikesBehind(log, now),
    whole: new WholeProjector(options, projector),
    purges: new PurgesInTurn(db, purger, log, now),
    attempts: new Attempts(gate.patient(), holds, log),
    purging: new Attempts(gate, holds, log),
  };
  const lane = new ProjectionLane(parts, metrics, fatal);
  return {
    placer: changed,
    start: () => lane.start(),
    stop: async () => {
      changed.forget();
      await lane.stop();
    },
    close: async () => {
      await Promise.all([es.close(), close()]);
    },
  };
}
