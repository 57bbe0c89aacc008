import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { HEADER } from "@/lib/domain/packet";
import { windowOf } from "@/lib/domain/window";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { packetStream } from "@/simulator/packets";
import type { SentPacket } from "@/simulator/sent-packet";
import { NO_TROUBLE } from "@/simulator/trouble";
import { filledPacket, untilCommitted } from "./filled-topic";
import { type BenchResult, judged, median, rounded } from "./result";
import { type WorkerBench, withWorker } from "./with-worker";
import type { WorkerProcess } from "./worker-process";

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
const TELL_EVERY_SECONDS = 60;
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
export const soak = (): Promise<BenchResult> =>
  withWorker(async (bench) => {
    const { names, worker, admin, observer } = bench;
    await keepTopicsSmall(bench);
    const resident: number[] = [];
    const sampling = setInterval(
      () => void worker.residentBytes().then((bytes) => resident.push(bytes)),
      SAMPLE_EVERY_MS,
    );
    try {
      const { sent, seconds } = await sendAsFastAsTaken(bench, () => resident.at(-1) ?? 0);
      const outcomes = await untilDone(worker, sent);
      for (const lane of ["telemetry", "late"] as const) await untilCommitted(admin, names, lane);
      await observer.transport.request({ method: "POST", path: `/${names.windowPrefix}*/_refresh` });
      const { count } = Count.parse(
        await observer.transport.request({ method: "GET", path: `/${names.windowPrefix}*/_count` }),
      );
      console.error(JSON.stringify(outcomes));
      const third = Math.floor(resident.length / 3);
      const second = median(resident.slice(third, 2 * third));
      const last = median(resident.slice(2 * third));
      return judged(
        {
          readings: sent,
          readings_per_s: rounded(sent / seconds),
          without_outcome: sent - sumOf(outcomes),
          stored_not_in_windows: (outcomes.stored ?? 0) - count,
          memory_mb: rounded(last / 1e6),
          memory_ratio: rounded(last / second),
          seconds: SECONDS,
        },
        {
          atLeast: { memory_ratio: 0.9, without_outcome: 0, stored_not_in_windows: 0 },
          atMost: { memory_ratio: 1.1, without_outcome: 0, stored_not_in_windows: 0 },
        },
      );
    } finally {
      clearInterval(sampling);
    }
  });

/** Half an hour of readings would otherwise stay in Kafka for days. */
async function keepTopicsSmall({ admin, names }: WorkerBench): Promise<void> {
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
}

/** Keeps so many readings before the worker that it never waits for more; how many were sent, and how long it took. */
async function sendAsFastAsTaken(bench: WorkerBench, residentBytes: () => number) {
  const live = stream(1, windowOf(Date.now() - 4 * WEEK_MS).startMs);
  const late = stream(2, windowOf(Date.now() - 40 * WEEK_MS).startMs);
  const startedMs = performance.now();
  const secondsSince = () => (performance.now() - startedMs) / 1_000;
  let [sent, done, told] = [0, 0, 0];
  while (secondsSince() < SECONDS) {
    while (sent - done > MAX_OPEN_READINGS) {
      await sleep(LOOK_EVERY_MS);
      done = sumOf((await bench.worker.figures()).outcomes);
    }
    sent += await send(bench, live, late);
    if (secondsSince() > told + TELL_EVERY_SECONDS) {
      told = secondsSince();
      const megabytes = Math.round(residentBytes() / 1e6);
      console.error(`${Math.round(told)} s: ${Math.round(sent / told)} readings/s, ${megabytes} MB`);
    }
  }
  return { sent, seconds: secondsSince() };
}

/** Sends the next packets; how many readings they hold. */
async function send(
  { publisher, names }: WorkerBench,
  live: Generator<SentPacket>,
  late: Generator<SentPacket>,
): Promise<number> {
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

/** Outcomes when all have one, or no more come: what never comes shows as readings without an outcome. */
async function untilDone(worker: WorkerProcess, sent: number): Promise<Readonly<Record<string, number>>> {
  for (let before = -1; ; await sleep(1_000)) {
    const { outcomes } = await worker.figures();
    const done = sumOf(outcomes);
    if (done >= sent || done === before) return outcomes;
    before = done;
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
