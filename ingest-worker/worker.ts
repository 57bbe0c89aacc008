import { hostname } from "node:os";
import { namesIn } from "@/lib/domain/names";
import { requireReports } from "@/lib/env/reports";
import type { WorkerEnvironment } from "@/lib/env/worker";
import { createElasticsearch } from "@/lib/es/client";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { encodedBytes, type OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { createPublisher } from "@/lib/kafka/publisher";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import { openTracer } from "@/lib/trace/open-tracer";
import { Aside } from "./aside/aside";
import { Quarantine } from "./aside/quarantine";
import { WaitingRoom } from "./aside/waiting-room";
import { Breaker, BreakerRoom } from "./breaker";
import { endsWithin } from "./ends-within";
import { type Admission, isLetterErased, keysOfLetter } from "./erasure/erased";
import { openTombstones } from "./erasure/open-tombstones";
import { openFiguresLane } from "./figures/figures-lane";
import { serveHealth } from "./health-server";
import { Holds } from "./holds";
import { Consumption } from "./lane/consumption";
import { gapFinder } from "./lane/count-gaps";
import { Lane, type LaneOptions, type Placer, type Room } from "./lane/lane";
import { laneOptions } from "./lane/lane-options";
import { PacketPlacer } from "./lane/place-packet";
import { RegistrationPlacer } from "./lane/place-registration";
import { watchLag } from "./lane/watch-lag";
import { watchProgress } from "./lane/watch-progress";
import { DERIVING_LANES, type LaneName, requireSettings, type TopicLane } from "./lanes";
import { AsideLines } from "./log/aside-lines";
import { createMetrics, type Metrics, showJoined } from "./metrics";
import { openOutbox } from "./outbox/open-outbox";
import { OutboxLane } from "./outbox/outbox-lane";
import { persistToKafka } from "./persist-to-kafka";
import { openProjection } from "./projection/open-projection";
import { publishMetrics } from "./publish-metrics";
import { refuseUnsafe } from "./refuse-unsafe";
import { repeat } from "./repeat";
import { openRides } from "./rides/open-rides";
import { markOfAll, RideMarks } from "./rides/ride-marks";
import { Batcher, type BatcherLimits } from "./series/batcher";
import { LIMITS, READINGS_LANES, type ReadingsLane } from "./series/limits";
import { WindowKeeper } from "./series/window-keeper";
import { SeriesWriter } from "./series/writer";
import { StateKeeper } from "./state/keeper";
import { LookOut } from "./state/look-out";
import { StoreGate } from "./store-gate";
import { watchReports } from "./watch-reports";

const CONCURRENT_REQUESTS = 4;
const SWEEP_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
/** For leaving groups and closing connections, once what was in flight is done or given up. */
const LEAVE_MS = 2_000;

/** A mark waits for minutes before it is worked on; those of all bikes, as after a change of all master data, for longer. */
const FOR_WAITING = { stuckAfterMs: 900_000, hungAfterMs: 4 * 3_600_000 };

export interface Worker {
  readonly metrics: Metrics;
  readonly metricsPort: number;
  readonly waitingRoom: WaitingRoom;
  /** Finishes what is in flight (up to `graceMs`), commits, leaves the groups. Ends soon after that, whatever hangs. */
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
  const now = () => Date.now();
  const elapsedMs = () => performance.now();
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
  const keepsReadings = lanes.some((name) => !DERIVING_LANES.includes(name));
  requireSettings(environment, lanes);
  const isReporting = lanes.includes("projection") || lanes.includes("figures");
  const reports = isReporting ? requireReports(environment) : null;
  const outboxUrl = lanes.includes("outbox") ? environment.SLIPSTREAM_DATABASE_OUTBOX_URL : undefined;
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
  if (!environment.SLIPSTREAM_LOCAL_STACK) await refuseUnsafe(kafka, keepsReadings ? es : null, names);
  const metrics = createMetrics();
  const tracer = await openTracer(environment, "slipstream-ingest-worker", log);
  const publisher = await createPublisher(kafka);
  const admin = kafka.admin();
  await admin.connect();
  const holds = new Holds(metrics);
  const gate = new StoreGate(CONCURRENT_REQUESTS, log, holds);
  const states = new StateKeeper(es, names, gate, publisher, holds, metrics, fatal);
  const lines = new AsideLines(log);
  const tombstones = openTombstones(environment, names, { holds, log, elapsedMs });
  const { erased } = tombstones;
  const publishLetters = (lane: string) => async (given: readonly OutgoingMessage[]) => {
    await erased.fresh(() => given.flatMap(keysOfLetter));
    const letters = given.filter((letter) => !isLetterErased(erased, letter));
    await persistToKafka(() => publisher.publish(names.topics.deadLetter, letters), holds);
    const bytes = letters.reduce((sum, letter) => sum + encodedBytes(letter), 0);
    metrics.deadLetterBytes.inc({ lane }, bytes);
    lines.deadLetters(letters);
  };
  const publishTo = (topic: string) => (messages: readonly OutgoingMessage[]) =>
    persistToKafka(() => publisher.publish(topic, messages), holds);
  const publishMarks = publishTo(names.topics.ridesDirty);
  const marks = new RideMarks(publishMarks, now, elapsedMs);
  const refusedByStore = new Breaker("Elasticsearch", holds, elapsedMs);
  /** What a lane has for itself, so that one that waits never makes another wait; the store's places are shared. */
  const stagesOf = (lane: string, limits: BatcherLimits) => {
    const own = lane === "telemetry" ? gate : gate.patient();
    const quarantine = new Quarantine(es, names.quarantine, own, lines, erased);
    const aside = new Aside(quarantine, publishLetters(lane), now, fatal);
    const onMade = () => metrics.windowsMade.inc({ lane });
    const windows = new WindowKeeper(es, names, own, onMade, erased);
    const writer = new SeriesWriter(
      es,
      windows,
      states,
      aside,
      quarantine,
      refusedByStore,
      metrics,
      lane,
      marks,
      erased,
    );
    return { aside, batcher: new Batcher(lane, limits, writer, states, marks, own, metrics, now, fatal) };
  };
  const serviceEpochMs = Date.parse(environment.SLIPSTREAM_SERVICE_EPOCH);
  const options: Record<TopicLane, LaneOptions> = {
    telemetry: laneOptions("telemetry", names.topics.telemetry, names),
    late: laneOptions("late", names.topics.telemetryLate, names),
    bikes: laneOptions("bikes", names.topics.bikes, names),
    rides: laneOptions("rides", names.topics.ridesDirty, names),
    projection: laneOptions("projection", names.topics.ridesChanged, names),
  };
  const rides = lanes.includes("rides")
    ? openRides(
        environment,
        names,
        gate.patient(),
        { marks: publishMarks, changed: publishTo(names.topics.ridesChanged) },
        { holds, metrics, log, fatal, now, elapsedMs, serviceEpochMs },
      )
    : null;
  const projection =
    reports && lanes.includes("projection")
      ? openProjection(environment, reports, names, { gate, holds, metrics, log, fatal, now })
      : null;
  const lane = (
    name: TopicLane,
    placer: Placer,
    rooms: readonly Room[],
    forget = () => states.forget(),
    admission: Admission | null = null,
  ) => {
    const gaps = options[name].retentionMs === null ? null : gapFinder(admin, options[name], metrics, log);
    const consumption = tracer ? new Consumption(tracer, name, options[name].topic) : null;
    return new Lane(
      options[name],
      placer,
      rooms,
      gaps,
      consumption,
      log,
      forget,
      fatal,
      elapsedMs,
      admission,
    );
  };
  const registrationsLane = () => {
    const mark = (bikeIds: readonly string[]) => publishMarks(bikeIds.map(markOfAll));
    const registrations = new RegistrationPlacer(states, mark, metrics, log);
    return lane("bikes", registrations, [registrations]);
  };
  const readingsLane = (name: ReadingsLane) => {
    const { aside, batcher } = stagesOf(name, LIMITS[name]);
    const undecodable = new Breaker(`decoding, ${name} lane`, holds, elapsedMs);
    const placer = new PacketPlacer(
      name,
      batcher,
      states,
      aside,
      undecodable,
      serviceEpochMs,
      metrics,
      erased,
    );
    const rooms = [batcher, aside, new BreakerRoom(undecodable, elapsedMs)];
    return lane(name, placer, rooms, undefined, erased);
  };
  const derivingLane = (name: "rides" | "projection", placer: Placer & Room & { forget: () => void }) =>
    lane(name, placer, [placer], () => placer.forget());
  const running = [
    ...READINGS_LANES.filter((name) => lanes.includes(name)).map(readingsLane),
    ...(lanes.includes("bikes") ? [registrationsLane()] : []),
    ...(rides ? [derivingLane("rides", rides.placer)] : []),
    ...(projection ? [derivingLane("projection", projection.placer)] : []),
  ];
  const outboxLane = (databaseUrl: string) => {
    const open = openOutbox(databaseUrl, names, environment.SLIPSTREAM_KAFKA_BROKERS, log);
    return new OutboxLane(open, holds, metrics, log, fatal, elapsedMs);
  };
  showJoined(metrics, running);
  const waits = () => [
    ...running
      .filter((lane) => !lane.joined)
      .map((lane) => `kafka: lane ${lane.options.name} is not in its group`),
    ...holds.reasons(),
  ];
  const health = await serveHealth(environment.SLIPSTREAM_WORKER_METRICS_PORT, metrics, waits);
  if (keepsReadings) await tombstones.start(kafka);
  for (const lane of running) await lane.start(kafka);
  const outbox = outboxUrl === undefined ? null : outboxLane(outboxUrl);
  outbox?.start();
  rides?.start();
  projection?.start();
  const figures =
    reports && lanes.includes("figures")
      ? openFiguresLane(environment, reports, names, now, { holds, metrics, log, fatal })
      : null;
  figures?.start();
  const reportsWatch = reports ? watchReports(reports, metrics, log, () => figures?.show()) : null;
  const waitingRoom = new WaitingRoom(es, names, stagesOf("waiting-room", LIMITS.late).batcher, states);
  const stopSweeping = keepsReadings
    ? repeat(
        SWEEP_EVERY_MS,
        () => waitingRoom.sweep("now"),
        (fault) => log.warn({ fault: describeFault(fault) }, "the waiting room was not swept"),
      )
    : () => undefined;
  const lookOut = new LookOut(es, names.state, states, now);
  const look = () => lookOut.look();
  const onNotLooked = (fault: unknown) =>
    log.warn({ fault: describeFault(fault) }, "bikes that others attributed anew were not looked for");
  const stopLooking = keepsReadings ? repeat(LOOK_EVERY_MS, look, onNotLooked) : () => undefined;
  const lag = watchLag(admin, Object.values(options), metrics, log, now);
  const stopWatching = watchProgress(
    running.map((lane) => ({
      name: lane.options.name,
      ...(lane.options.waits ? { patience: FOR_WAITING } : {}),
      lag: () => lag.lagOf(lane.options.name, lane.partitions),
      openSinceMs: () => lane.openSinceMs,
    })),
    () => holds.reasons().length > 0,
    elapsedMs,
    fatal,
  );
  const instance = `${hostname()}:${health.port}`;
  const takesReadings = READINGS_LANES.some((name) => lanes.includes(name));
  const sink = { publisher, names, instance, takesReadings, log, now };
  const sayThatItLeaves = publishMetrics(metrics, waits, sink);
  log.info({ lanes, metricsPort: health.port }, "worker runs");

  async function finish(graceMs: number): Promise<void> {
    // What is to be derived is left to whoever is next: nobody waits for it.
    const isDeriving = (lane: Lane) => DERIVING_LANES.some((name) => name === lane.options.name);
    const graceOf = (lane: Lane) => (isDeriving(lane) ? 0 : graceMs);
    await Promise.all([rides?.stop(), projection?.stop(), figures?.stop()]);
    await Promise.all([...running.map((lane) => lane.stop(graceOf(lane))), outbox?.stop()]);
    await Promise.all([sayThatItLeaves(), erased.stop()]);
    await Promise.all([admin.disconnect(), publisher.disconnect()]);
    await Promise.all([es.close(), rides?.close(), projection?.close(), reportsWatch?.stop()]);
  }

  return {
    metrics,
    metricsPort: health.port,
    waitingRoom,
    stop: async (graceMs = 10_000) => {
      stopSweeping();
      stopLooking();
      stopWatching();
      lag.stop();
      if (!(await endsWithin(graceMs + LEAVE_MS, finish(graceMs))))
        log.warn({ graceMs }, "ending with work in flight, which is read again");
      await tracer?.close();
      await new Promise((resolve) => {
        health.server.close(resolve);
        health.server.closeAllConnections();
      });
    },
  };
}
