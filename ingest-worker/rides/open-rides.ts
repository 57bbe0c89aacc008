import type { Names } from "@/lib/domain/names";
import type { WorkerEnvironment } from "@/lib/env/worker";
import { createElasticsearch } from "@/lib/es/client";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Logger } from "@/lib/log";
import type { Metrics } from "../metrics";
import type { StoreGate } from "../store-gate";
import { DONE } from "../store-step";
import { markAllOnce } from "./mark-all-once";
import { RideBuilder } from "./ride-builder";
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

/** Resolves when the messages are kept. */
type Publish = (messages: readonly OutgoingMessage[]) => Promise<void>;

/** What the lane of rides needs, as user `rides`. */
export function openRides(
  environment: WorkerEnvironment,
  names: Names,
  gate: StoreGate,
  publish: { readonly marks: Publish; readonly changed: Publish },
  { metrics, log, fatal, now, elapsedMs, serviceEpochMs }: Surroundings,
) {
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "rides",
    password: environment.SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD,
  });
  const builder = new RideBuilder(es, names, serviceEpochMs, now);
  const persisted = async <T>(attempt: () => Promise<T>): Promise<T> => {
    let done: { readonly answer: T } | null = null;
    await gate.persist("rides", async () => {
      done = { answer: await attempt() };
      return DONE;
    });
    return answerOf<T>(done);
  };
  const build = async (bikes: readonly MarkedBike[]) => {
    for (let open = bikes; open.length > 0; ) {
      const built = await persisted(() => builder.build(open));
      await publish.changed(built.changed);
      await publish.marks(built.passedOn);
      open = await persisted(() => builder.close(built));
    }
  };
  const begin = () =>
    gate.persist("rides", async () => {
      const marked = await markAllOnce(es, names, publish.marks);
      if (marked > 0) log.info({ bikes: marked }, "rides of all bikes are computed, since none are there");
      return DONE;
    });
  begin().catch(fatal);
  const making = {
    silent: (bikes: readonly MarkedBike[]) => persisted(() => builder.silent(bikes)),
    refresh: (bikes: readonly MarkedBike[]) => persisted(() => builder.refresh(bikes)),
    build,
  };
  return {
    placer: new RidePlacer(making, metrics, log, fatal, elapsedMs),
    close: () => es.close(),
  };
}

/** Whatever was persisted has answered. */
function answerOf<T>(done: { readonly answer: T } | null): T {
  if (done === null) throw new Error("expected an answer of what is persisted, got none");
  return done.answer;
}
