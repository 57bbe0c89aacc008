import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { namesIn } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { windowOf } from "@/lib/domain/window";
import { createElasticsearch } from "@/lib/es/client";
import { createKafka } from "@/lib/kafka/client";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { createPublisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { packetStream } from "@/simulator/packets";
import type { SentPacket } from "@/simulator/sent-packet";
import { NO_TROUBLE } from "@/simulator/trouble";
import { pickPort } from "@/stack/ports";
import { startBenchStack, WORKER_SCRIPT } from "./bench-stack";
import { filledPacket, untilCommitted } from "./filled-topic";
import { type BenchResult, judged, median, rounded } from "./result";
import { WorkerProcess } from "./worker-process";

const SECONDS = Number(process.env.SLIPSTREAM_BENCH_SECONDS ?? 1_800);
const BIKES = 2_000;
const READINGS_PER_PACKET = 20;
const PACKETS_PER_TURN = 500;
/** One packet in so many is months late. */
const LATE_EVERY = 20;
/** Sent and without an outcome: enough that the worker never waits for more, little enough that it keeps up. */
const MAX_OPEN_READINGS = 100_000;
const LOOK_EVERY_MS = 250;
const SAMPLE_EVERY_MS = 1_000;
const WEEK_MS = 604_800_000;
/** Of a partition: the worker is never further behind. */
const KEPT_BYTES = 100_000_000;
const SEGMENT_BYTES = 50_000_000;
const TOPIC_RESOURCE = 2;
const TROUBLE = {
  ...NO_TROUBLE,
  duplicateShare: 0.02,
  collisionShare: 0.005,
  partialShare: 0.05,
  badFieldShare: 0.002,
};

const Count = z.object({ count: z.number() });

/**
 * The worker at the highest rate that it keeps up with, for half an hour: whether its memory stays, and whether every
 * reading that was sent has one outcome and every one that counts as stored is in a window. Time goes faster for the bikes
 * than for us: each reading is a second after the one before, and the edge's stamp is two seconds behind it.
 */
export async function soak(): Promise<BenchResult> {
  const stack = await startBenchStack();
  const { environment } = stack;
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE ?? "");
  const observer = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: "maintenance",
    password: environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD ?? "",
  });
  const kafka = createKafka({
    brokers: (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(","),
    clientId: "bench",
    log: createLog("bench", "silent"),
  });
  const publisher = await createPublisher(kafka);
  const admin = kafka.admin();
  await admin.connect();
  await admin.alterConfigs({
    validateOnly: false,
    resources: [names.topics.telemetry, names.topics.telemetryLate].map((name) => ({
      type: TOPIC_RESOURCE,
      name,
      configEntries: [
        { name: "retention.bytes", value: String(KEPT_BYTES) },
        { name: "segment.bytes", value: String(SEGMENT_BYTES) },
      ],
    })),
  });
  const worker = await WorkerProcess.start(
    WORKER_SCRIPT,
    environment,
    await pickPort(0, new Set()),
    join(process.cwd(), ".stack/bench-worker.log"),
  );
  const resident: number[] = [];
  const sampling = setInterval(
    () => void worker.residentBytes().then((bytes) => resident.push(bytes)),
    SAMPLE_EVERY_MS,
  );
  try {
    const live = stream(1, windowOf(Date.now() - 4 * WEEK_MS).startMs);
    const late = stream(2, windowOf(Date.now() - 40 * WEEK_MS).startMs);
    let sent = 0;
    let done = 0;
    const startedMs = performance.now();
    const secondsSince = () => (performance.now() - startedMs) / 1_000;
    let told = 0;
    while (secondsSince() < SECONDS) {
      while (sent - done > MAX_OPEN_READINGS) {
        await sleep(LOOK_EVERY_MS);
        done = sumOf((await worker.figures()).outcomes);
      }
      sent += await send(live, late);
      if (secondsSince() > told + 60) {
        told = secondsSince();
        console.error(
          `${Math.round(told)} s: ${Math.round(sent / told)} readings/s, ${Math.round((resident.at(-1) ?? 0) / 1e6)} MB`,
        );
      }
    }
    const rate = sent / secondsSince();
    const { outcomes } = await untilDone(sent);
    for (const lane of ["telemetry", "late"] as const) await untilCommitted(admin, names, lane);
    clearInterval(sampling);
    await observer.transport.request({ method: "POST", path: `/${names.windowPrefix}*/_refresh` });
    const { count } = Count.parse(
      await observer.transport.request({ method: "GET", path: `/${names.windowPrefix}*/_count` }),
    );
    console.error(JSON.stringify(outcomes));
    const third = Math.floor(resident.length / 3);
    const [second, last] = [resident.slice(third, 2 * third), resident.slice(2 * third)].map(median);
    return judged(
      {
        readings: sent,
        readings_per_s: rounded(rate),
        without_outcome: sent - sumOf(outcomes),
        stored_not_in_windows: (outcomes.stored ?? 0) - count,
        memory_mb: rounded((last ?? Number.NaN) / 1e6),
        memory_ratio: rounded((last ?? Number.NaN) / (second ?? Number.NaN)),
        seconds: SECONDS,
      },
      {
        atLeast: { memory_ratio: 0.9, without_outcome: 0, stored_not_in_windows: 0 },
        atMost: { memory_ratio: 1.1, without_outcome: 0, stored_not_in_windows: 0 },
      },
    );
  } finally {
    clearInterval(sampling);
    await worker.stop();
    await publisher.disconnect();
    await admin.disconnect();
    await observer.close();
    await stack.stop();
  }

  /** Sends the next packets; how many readings they hold. */
  async function send(live: Generator<SentPacket>, late: Generator<SentPacket>): Promise<number> {
    const lanes: Record<"live" | "late", OutgoingMessage[]> = { live: [], late: [] };
    let readings = 0;
    for (let at = 0; at < PACKETS_PER_TURN; at++) {
      const lane = at % LATE_EVERY === 0 ? "late" : "live";
      const { value: packet } = (lane === "late" ? late : live).next();
      if (!packet) throw new Error("a stream of packets never ends");
      readings += packet.readings.length;
      lanes[lane].push(record(packet, lane === "late" ? Date.now() : newestOf(packet) + 2_000));
    }
    await publisher.publish(names.topics.telemetry, lanes.live);
    await publisher.publish(names.topics.telemetryLate, lanes.late);
    return readings;
  }

  async function untilDone(sent: number) {
    for (let before = -1; ; await sleep(1_000)) {
      const figures = await worker.figures();
      const done = sumOf(figures.outcomes);
      // What never comes shows as readings without an outcome.
      if (done >= sent || done === before) return figures;
      before = done;
    }
  }
}

const stream = (seed: number, fromMs: number): Generator<SentPacket> =>
  packetStream(seed, {
    bikes: BIKES,
    packetsPerBike: Number.MAX_SAFE_INTEGER,
    readingsPerPacket: READINGS_PER_PACKET,
    fromMs,
    trouble: TROUBLE,
  });

function record(packet: SentPacket, receivedAtMs: number): OutgoingMessage {
  const headers = { [HEADER.receivedAt]: String(receivedAtMs), [HEADER.ingestClient]: "bench" };
  return { ...filledPacket(packet), headers };
}

const newestOf = ({ readings }: SentPacket): number => Math.max(...readings.map(({ t }) => Number(t)));
const sumOf = (outcomes: Readonly<Record<string, number>>): number =>
  Object.values(outcomes).reduce((sum, readings) => sum + readings, 0);
