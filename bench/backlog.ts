import { setTimeout as sleep } from "node:timers/promises";
import { windowOf } from "@/lib/domain/window";
import { packetStream } from "@/simulator/packets";
import {
  type Backlog,
  DAY_MS,
  packetsOf,
  partOf,
  READINGS_PER_PACKET,
  theLastDays,
  theYear,
  WEEK_MS,
  WEEKS,
} from "./backlogs";
import { drainRate, fill, filledPacket, untilCommitted } from "./filled-topic";
import { LiveFleet } from "./live-fleet";
import { type BenchResult, judged, median, percentile, rounded } from "./result";
import { type WorkerBench, withWorker } from "./with-worker";
import type { WorkerProcess } from "./worker-process";

const BIKES = Number(process.env.SLIPSTREAM_BENCH_BIKES ?? 2_000);
const LIVE_PER_SECOND = 2_000;
const QUIET_SECONDS = Number(process.env.SLIPSTREAM_BENCH_SECONDS ?? 60);
const SETTLE_MS = 5_000;
const RATE_ROUNDS = 3;
const READINGS_PER_ROUND = 480_000;
/** Live readings/s of the points at which freshness and backlog rate are laid against each other. */
const CURVE = [500, 4_000, 8_000];
/** What of the year a point of the curve works off: one packet in so many. */
const CURVE_SHARE = 5;

interface Phase {
  /** From the edge's stamp until the state topic tells of it, ms. */
  readonly p99: number;
  /** Backlog readings/s; 0 without one. */
  readonly backlogRate: number;
}

/**
 * How fresh the live fleet stays while the phones of as many bikes upload a year at once, half of them of bikes that are
 * live as well, and how fast that backlog is worked off meanwhile, over what the live lane takes at most. One worker with
 * all lanes, one Elasticsearch, one broker, on one machine.
 */
export const backlog = (): Promise<BenchResult> =>
  withWorker(async (bench) => {
    const { kafka, publisher, names } = bench;
    const fleet = new LiveFleet(kafka, publisher, names, BIKES);
    try {
      return await measure(bench, fleet);
    } finally {
      await fleet.stop();
    }
  });

async function measure(bench: WorkerBench, fleet: LiveFleet): Promise<BenchResult> {
  const rates: number[] = [];
  for (let round = 0; round <= RATE_ROUNDS; round++) rates.push(await liveRate(bench, round));
  const liveAtMost = median(rates.slice(1));
  console.error(`live lane at most: ${rates.map(Math.round).join(", ")}/s, the first not counted`);
  const quiets = [await quiet(bench, fleet, LIVE_PER_SECOND)];
  const year = await worked(bench, fleet, LIVE_PER_SECOND, theYear(Date.now()));
  quiets.push(await quiet(bench, fleet, LIVE_PER_SECOND));
  const recent = await worked(bench, fleet, LIVE_PER_SECOND, theLastDays(Date.now()));
  quiets.push(await quiet(bench, fleet, LIVE_PER_SECOND));
  const curve: Record<string, number> = {};
  for (const [at, livePerSecond] of CURVE.entries()) {
    const before = await quiet(bench, fleet, livePerSecond);
    const part = partOf(theYear(Date.now()), CURVE_SHARE, at + 1);
    const { p99, backlogRate } = await worked(bench, fleet, livePerSecond, part);
    curve[`curve_${livePerSecond}_freshness_ratio`] = rounded(p99 / before.p99);
    curve[`curve_${livePerSecond}_backlog_per_s`] = rounded(backlogRate);
  }
  const quietP99 = median(quiets.map(({ p99 }) => p99));
  return judged(
    {
      freshness_ratio: rounded(year.p99 / quietP99),
      rate_ratio: rounded(year.backlogRate / liveAtMost),
      freshness_ratio_7_days: rounded(recent.p99 / quietP99),
      rate_ratio_7_days: rounded(recent.backlogRate / liveAtMost),
      quiet_p99_ms: rounded(quietP99),
      live_at_most_per_s: rounded(liveAtMost),
      backlog_readings: BIKES * WEEKS * READINGS_PER_PACKET,
      ...curve,
    },
    {
      atMost: { freshness_ratio: 1.5, freshness_ratio_7_days: 1.5 },
      atLeast: { rate_ratio: 0.4, rate_ratio_7_days: 0.4 },
    },
  );
}

/** What the live lane takes at most, readings/s, in a week that nothing else uses. */
function liveRate({ worker, publisher, names }: WorkerBench, round: number): Promise<number> {
  const weeksAgo = WEEKS + 2 + RATE_ROUNDS - round;
  const receivedAtMs = windowOf(Date.now() - weeksAgo * WEEK_MS).startMs + 3 * DAY_MS;
  const packets = packetStream(round, {
    bikes: 2_000,
    packetsPerBike: READINGS_PER_ROUND / 2_000 / 20,
    readingsPerPacket: 20,
    fromMs: receivedAtMs - 600_000,
  });
  return drainRate(worker, READINGS_PER_ROUND, () =>
    fill(publisher, names.topics.telemetry, Array.from(packets, filledPacket), receivedAtMs),
  );
}

/** The live fleet alone. */
async function quiet({ admin, names }: WorkerBench, fleet: LiveFleet, livePerSecond: number): Promise<Phase> {
  await untilCommitted(admin, names, "late");
  await sleep(SETTLE_MS);
  return phase(fleet, livePerSecond, "no backlog", async () => {
    await sleep(QUIET_SECONDS * 1_000);
    return 0;
  });
}

/** The live fleet while a backlog, all of it there at once, is worked off. */
async function worked(
  { worker, publisher, names }: WorkerBench,
  fleet: LiveFleet,
  livePerSecond: number,
  one: Backlog,
): Promise<Phase> {
  const before = await lateStored(worker);
  worker.freeze();
  await fill(publisher, names.topics.telemetryLate, packetsOf(one, BIKES), Date.now());
  worker.thaw();
  const already = await untilLate(worker, before + 1);
  const end = before + one.packetStarts.length * BIKES * READINGS_PER_PACKET;
  return phase(fleet, livePerSecond, one.name, async () => {
    const startedMs = performance.now();
    await untilLate(worker, end);
    return (end - already) / ((performance.now() - startedMs) / 1_000);
  });
}

/** @param work resolves with the rate of what it did. */
async function phase(
  fleet: LiveFleet,
  livePerSecond: number,
  name: string,
  work: () => Promise<number>,
): Promise<Phase> {
  const working = work();
  const latencies = await fleet.run(livePerSecond, working);
  const [p50, p99, backlogRate] = [percentile(latencies, 0.5), percentile(latencies, 0.99), await working];
  console.error(
    `${name}, ${livePerSecond} live/s: p50 ${p50} ms, p99 ${p99} ms, backlog ${Math.round(backlogRate)}/s, ${latencies.length} readings`,
  );
  return { p99, backlogRate };
}

const lateStored = async (worker: WorkerProcess): Promise<number> =>
  (await worker.figures()).storedByLane.late ?? 0;

/** Resolves with how many late readings are stored, when they are as many at least. */
async function untilLate(worker: WorkerProcess, stored: number): Promise<number> {
  for (let now = await lateStored(worker); ; now = await lateStored(worker)) {
    if (now >= stored) return now;
    await sleep(100);
  }
}
