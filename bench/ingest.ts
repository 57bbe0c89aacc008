import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import { windowOf } from "@/lib/domain/window";
import { sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { createWindow } from "@/lib/es/windows";
import type { Admin } from "@/lib/kafka/client";
import type { Publisher } from "@/lib/kafka/publisher";
import { packetStream } from "@/simulator/packets";
import { bulkBodies, bulkLines } from "./documents";
import { drainRate, type FilledPacket, fill, filledPacket, untilCommitted } from "./filled-topic";
import { type BenchResult, judged, median, rounded } from "./result";
import { withWorker } from "./with-worker";
import type { WorkerProcess } from "./worker-process";

const BIKES = 2_000;
const ROUNDS = Number(process.env.SLIPSTREAM_BENCH_ROUNDS ?? 5);
const READINGS_PER_ROUND = Number(process.env.SLIPSTREAM_BENCH_READINGS ?? 480_000);
const PLAIN_CLIENTS = [2, 4];
const PACKET_SIZES = [20, 1];
const WEEK_MS = 604_800_000;
/** Three days into a week, so that no round touches two windows. */
const INTO_WEEK_MS = 3 * 86_400_000;

/** Nothing of it is there before the first window is. */
const Merges = z.object({
  _all: z.object({ total: z.object({ merge: z.object({ current: z.number() }).optional() }).optional() }),
});

interface Round {
  readonly packets: readonly FilledPacket[];
  readonly receivedAtMs: number;
}

const rotated = <T>(list: readonly T[], by: number): T[] => [
  ...list.slice(by % list.length),
  ...list.slice(0, by % list.length),
];

/**
 * Worker readings/s over the best plain bulk rate of the same documents into the same Elasticsearch, interleaved, and
 * the worker's CPU per reading. Every round brings new readings of a later week, so that worker and plain clients alike
 * write into an index that is new and empty; the first round is not counted. The rate ends when the last reading is
 * stored, the CPU when the last offset is committed: all states are then written and published.
 */
export async function ingest(): Promise<BenchResult> {
  const unit = BIKES * Math.max(...PACKET_SIZES);
  if (READINGS_PER_ROUND % unit !== 0)
    throw new Error(`SLIPSTREAM_BENCH_READINGS: expected a multiple of ${unit}, got ${READINGS_PER_ROUND}`);
  const ratios = new Map<number, number[]>(PACKET_SIZES.map((size) => [size, []]));
  const costs = new Map<number, number[]>(PACKET_SIZES.map((size) => [size, []]));
  await withWorker(async ({ names, worker, publisher, admin, es, observer }) => {
    let series = 0;
    for (let round = 0; round <= ROUNDS; round++) {
      for (const size of round % 2 === 0 ? PACKET_SIZES : [...PACKET_SIZES].reverse()) {
        const made = makeRound(series, size);
        const values = made.packets.map(({ value }) => value);
        const bodies = bulkBodies(bulkLines(values, () => made.receivedAtMs, "bench"));
        const plain = new Map<number, number>();
        let measured = { rate: Number.NaN, cpuMicros: Number.NaN };
        // Nobody always comes first or last.
        for (const turn of rotated(["worker", ...PLAIN_CLIENTS] as const, series)) {
          await settled(observer, names);
          if (turn === "worker") {
            const { name, startMs, endMs } = windowOf(made.receivedAtMs);
            await openWindow(es, names.windowPrefix + name, startMs, endMs);
            measured = await workerRate(worker, publisher, admin, names, made);
          } else {
            const index = `${names.windowPrefix}plain-${series}-${turn}`;
            plain.set(turn, await plainRate(es, index, made.receivedAtMs, bodies, turn));
          }
        }
        series++;
        const rates = PLAIN_CLIENTS.map((clients) => plain.get(clients) ?? Number.NaN);
        const ratio = measured.rate / Math.max(...rates);
        console.error(
          `round ${round}, ${size} per packet: worker ${Math.round(measured.rate)}/s, plain ${rates.map(Math.round).join(" and ")}/s, ratio ${ratio.toFixed(2)}, ${measured.cpuMicros.toFixed(2)} µs per reading`,
        );
        if (round === 0) continue;
        ratios.get(size)?.push(ratio);
        costs.get(size)?.push(measured.cpuMicros);
      }
    }
  });
  const figures = {
    ratio_packet_20: rounded(median(ratios.get(20) ?? [])),
    ratio_packet_1: rounded(median(ratios.get(1) ?? [])),
    cpu_us_per_reading_20: rounded(median(costs.get(20) ?? [])),
    cpu_us_per_reading_1: rounded(median(costs.get(1) ?? [])),
  };
  return judged(figures, {
    atLeast: { ratio_packet_20: 0.7, ratio_packet_1: 0.55 },
    atMost: { cpu_us_per_reading_20: 6, cpu_us_per_reading_1: 10 },
  });
}

/** Packets of all bikes round-robin by time, some minutes old, each round in a week of its own, later than the last. */
function makeRound(series: number, readingsPerPacket: number): Round {
  const packetsPerBike = READINGS_PER_ROUND / BIKES / readingsPerPacket;
  const weeksAgo = (ROUNDS + 1) * PACKET_SIZES.length - series;
  const receivedAtMs = windowOf(Date.now() - weeksAgo * WEEK_MS).startMs + INTO_WEEK_MS;
  const fromMs = receivedAtMs - 10 * 60_000;
  const stream = packetStream(series, {
    bikes: BIKES,
    packetsPerBike,
    readingsPerPacket,
    fromMs,
    stepMs: 1_000,
  });
  return { packets: Array.from(stream, filledPacket), receivedAtMs };
}

async function plainRate(
  es: Elasticsearch,
  index: string,
  atMs: number,
  bodies: readonly Buffer[],
  clients: number,
): Promise<number> {
  const { startMs, endMs } = windowOf(atMs);
  await openWindow(es, index, startMs, endMs);
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let body = bodies[next++]; body; body = bodies[next++]) {
        const answer = await sendBulk(es, index, body);
        if (!answer.allDone)
          throw new Error(
            `a plain bulk was refused: ${JSON.stringify(answer.items.find((item) => item.kind !== "done"))}`,
          );
      }
    }),
  );
  return READINGS_PER_ROUND / ((performance.now() - startedAt) / 1_000);
}

/** Resolves when no merge of earlier rounds runs beside what is measured next. */
async function settled(es: Elasticsearch, names: Names): Promise<void> {
  const path = `/${names.windowPrefix}*/_stats/merge`;
  for (;;) {
    const answer = await es.transport.request({ method: "GET", path });
    if ((Merges.parse(answer)._all.total?.merge?.current ?? 0) === 0) return;
    await sleep(200);
  }
}

async function openWindow(es: Elasticsearch, index: string, startMs: number, endMs: number): Promise<void> {
  const made = await createWindow(es, index, { name: index, startMs, endMs });
  if (made.kind !== "done") throw new Error(`${index}: ${made.detail}`);
  await sleep(500);
}

async function workerRate(
  worker: WorkerProcess,
  publisher: Publisher,
  admin: Admin,
  names: Names,
  round: Round,
): Promise<{ rate: number; cpuMicros: number }> {
  const before = await worker.figures();
  const rate = await drainRate(worker, READINGS_PER_ROUND, () =>
    fill(publisher, names.topics.telemetry, round.packets, round.receivedAtMs),
  );
  await untilCommitted(admin, names, "telemetry");
  const after = await worker.figures();
  const others = Object.entries(after.outcomes).filter(
    ([name, count]) => name !== "stored" && name !== "duplicate" && count > 0,
  );
  if (others.length > 0) throw new Error(`only stored readings were expected: ${JSON.stringify(others)}`);
  const again = (after.outcomes.duplicate ?? 0) - (before.outcomes.duplicate ?? 0);
  if (again > 0) console.error(`${again} readings were sent again: a bulk was not answered in time`);
  return { rate, cpuMicros: ((after.cpuSeconds - before.cpuSeconds) * 1e6) / READINGS_PER_ROUND };
}
