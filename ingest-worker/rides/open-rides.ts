import type { Names } from "@/lib/domain/names";
import { RIDE_VERSION } from "@/lib/domain/ride-document";
import type { WorkerEnvironment } from "@/lib/env/worker";
import { AppError } from "@/lib/errors";
import { BulkFault } from "@/lib/es/bulk";
import { createElasticsearch } from "@/lib/es/client";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Logger } from "@/lib/log";
import type { Holds } from "../holds";
import type { Metrics } from "../metrics";
import type { StoreGate } from "../store-gate";
import { DONE } from "../store-step";
import { Turns } from "../turns";
import { RideBuilder } from "./ride-builder";
import { RidePlacer } from "./ride-lane";
import { RideSweep } from "./ride-sweep";
import type { MarkedBike } from "./waiting-marks";

const SWEEP_EVERY_MS = 1_000;
const LONGEST_BACKOFF_MS = 10_000;

interface Surroundings {
  readonly holds: Holds;
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
  { holds, metrics, log, fatal, now, elapsedMs, serviceEpochMs }: Surroundings,
) {
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "rides",
    password: environment.SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD,
  });
  const builder = new RideBuilder(es, names, serviceEpochMs, now, RIDE_VERSION);
  const persisted = async <T>(attempt: () => Promise<T>): Promise<T> => {
    let done: { readonly answer: T } | null = null;
    await gate.persist("rides", async () => {
      done = { answer: await attempt() };
      return DONE;
    });
    return answerOf<T>(done);
  };
  const build = async (bikes: readonly MarkedBike[]) => {
    const endless = new Map<string, boolean>();
    for (let open = bikes; open.length > 0; ) {
      const built = await persisted(() => builder.build(open));
      for (const [bikeId, isEndless] of built.endless) endless.set(bikeId, isEndless);
      await publish.changed(built.changed);
      await publish.marks(built.passedOn);
      open = await persisted(() => builder.close(built));
    }
    return endless;
  };
  const sweep = new RideSweep({ es, names, version: RIDE_VERSION, publish: publish.marks, now, elapsedMs });
  const turns = new Turns(
    {
      ...{ waiting: "the look at all bikes' rides waits", turn: () => sweep.turn(), passing },
      ...{ restMs: SWEEP_EVERY_MS, longestBackoffMs: LONGEST_BACKOFF_MS },
    },
    holds,
    log,
    fatal,
  );
  const making = {
    silent: (bikes: readonly MarkedBike[]) => persisted(() => builder.silent(bikes)),
    refresh: (bikes: readonly MarkedBike[]) => persisted(() => builder.refresh(bikes)),
    build,
    handOn: publish.marks,
    version: RIDE_VERSION,
  };
  const placer = new RidePlacer(making, metrics, log, fatal, elapsedMs);
  return {
    placer,
    start: () => turns.start(),
    /** Ends once what is under way is done; what waits is left to whoever is next. */
    stop: async () => {
      await Promise.all([placer.stop(), turns.stop()]);
    },
    close: () => es.close(),
  };
}

function passing(cause: unknown) {
  const isUnavailable = cause instanceof AppError && cause.code === "unavailable";
  if (isUnavailable) return { store: "elasticsearch" as const, why: cause.message };
  if (!(cause instanceof BulkFault) || (cause.kind !== "retriable" && cause.kind !== "broken")) throw cause;
  return { store: "elasticsearch" as const, why: cause.message };
}

/** Whatever was persisted has answered. */
function answerOf<T>(done: { readonly answer: T } | null): T {
  if (done === null) throw new Error("expected an answer of what is persisted, got none");
  return done.answer;
}
