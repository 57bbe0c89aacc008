import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { namesIn } from "@/lib/domain/names";
import { windowOf } from "@/lib/domain/window";
import { createKafka } from "@/lib/kafka/client";
import { createPublisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { packetStream } from "@/simulator/packets";
import { pickPort } from "@/stack/ports";
import { startBenchStack, WORKER_SCRIPT } from "./bench-stack";
import { drainRate, type FilledPacket, fill, filledPacket, untilCommitted } from "./filled-topic";
import { LiveFleet } from "./live-fleet";
import { type BenchResult, judged, median, percentile, rounded } from "./result";
import { WorkerProcess } from "./worker-process";

const BIKES = Number(process.env.SLIPSTREAM_BENCH_BIKES ?? 2_000);
const LIVE_PER_SECOND = 2_000;
const WEEKS = 52;
const READINGS_PER_PACKET = 50;
const BACKLOG_READINGS = BIKES * WEEKS * READINGS_PER_PACKET;
const QUIET_SECONDS = Number(process.env.SLIPSTREAM_BENCH_SECONDS ?? 60);
const RATE_ROUNDS = 3;
const READINGS_PER_ROUND = 480_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Live readings/s of the points at which freshness and backlog rate are laid against each other. */
const CURVE = [500, 4_000, 8_000];
/** What a point of the curve works off. */
const CURVE_SHARE = 5;

/** Where each bike's packets lie in time, ms since epoch; a packet of 50 readings takes 50 s. */
interface Backlog {
  readonly name: string;
  readonly packetStarts: readonly number[];
}

interface Phase {
  readonly p50: number;
  readonly p99: number;
  /** Backlog readings/s; 0 without one. */
  readonly backlogRate: number;
}

/**
 * How fresh the live fleet stays while the phones of as many bikes upload a year at once, half of them of bikes that are
 * live as well, and how fast that backlog is worked off meanwhile, over what the live lane takes at most. One worker with
 * all lanes, one Elasticsearch, one broker, on one machine.
 */
export async function backlog(): Promise<BenchResult> {
  const stack = await startBenchStack();
  const { environment } = stack;
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE ?? "");
  const kafka = createKafka({
    brokers: (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(","),
    clientId: "bench",
    log: createLog("bench", "silent"),
  });
  const publisher = await createPublisher(kafka);
  const admin = kafka.admin();
  await admin.connect();
  const worker = await WorkerProcess.start(
    WORKER_SCRIPT,
    environment,
    await pickPort(0, new Set()),
    join(process.cwd(), ".stack/bench-worker.log"),
  );
  const fleet = new LiveFleet(kafka, publisher, names, BIKES);

  async function phase(name: string, livePerSecond: number, work: () => Promise<number>): Promise<Phase> {
    let backlogRate = 0;
    const working = work().then((rate) => {
      backlogRate = rate;
    });
    const latencies = await fleet.run(livePerSecond, working);
    const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
    console.error(
      `${name}, ${livePerSecond} live/s: p50 ${p50} ms, p99 ${p99} ms, backlog ${Math.round(backlogRate)}/s, ${latencies.length} readings`,
    );
    return { p50, p99, backlogRate };
  }
  const quiet = async (livePerSecond: number) => {
    await untilCommitted(admin, names, "late");
    await sleep(5_000);
    return phase("no backlog", livePerSecond, async () => {
      await sleep(QUIET_SECONDS * 1_000);
      return 0;
    });
  };
  const worked = async (one: Backlog, livePerSecond: number) => {
    worker.freeze();
    await fill(publisher, names.topics.telemetryLate, packetsOf(one), Date.now());
    worker.thaw();
    const goal = one.packetStarts.length * BIKES * READINGS_PER_PACKET;
    const { storedByLane } = await worker.figures();
    const before = storedByLane.late ?? 0;
    await untilLate(worker, before + 1);
    return phase(one.name, livePerSecond, async () => {
      const startedMs = performance.now();
      const already = (await untilLate(worker, before + 1)) - before;
      await untilLate(worker, before + goal);
      return (goal - already) / ((performance.now() - startedMs) / 1_000);
    });
  };

  try {
    const rates: number[] = [];
    for (let round = 0; round <= RATE_ROUNDS; round++) {
      const rate = await liveRate(round);
      if (round > 0) rates.push(rate);
    }
    const liveRateAtMost = median(rates);
    console.error(`live lane at most: ${rates.map(Math.round).join(", ")}/s`);
    const year: Backlog = { name: "52 weeks", packetStarts: weeksBack() };
    const recent: Backlog = { name: "last 7 days", packetStarts: lastDays() };
    const quietBefore = await quiet(LIVE_PER_SECOND);
    const withYear = await worked(year, LIVE_PER_SECOND);
    const quietBetween = await quiet(LIVE_PER_SECOND);
    const withRecent = await worked(recent, LIVE_PER_SECOND);
    const quietAfter = await quiet(LIVE_PER_SECOND);
    const quietP99 = median([quietBefore, quietBetween, quietAfter].map(({ p99 }) => p99));
    for (const [at, livePerSecond] of CURVE.entries()) {
      await quiet(livePerSecond);
      await worked(part(year, at), livePerSecond);
    }
    return judged(
      {
        freshness_ratio: rounded(withYear.p99 / quietP99),
        rate_ratio: rounded(withYear.backlogRate / liveRateAtMost),
        freshness_ratio_7_days: rounded(withRecent.p99 / quietP99),
        rate_ratio_7_days: rounded(withRecent.backlogRate / liveRateAtMost),
        quiet_p99_ms: rounded(quietP99),
        backlog_readings: BACKLOG_READINGS,
      },
      {
        atMost: { freshness_ratio: 1.5, freshness_ratio_7_days: 1.5 },
        atLeast: { rate_ratio: 0.4, rate_ratio_7_days: 0.4 },
      },
    );
  } finally {
    await fleet.stop();
    await worker.stop();
    await publisher.disconnect();
    await admin.disconnect();
    await stack.stop();
  }

  /** What the live lane takes at most, in a week that nothing else uses. */
  function liveRate(round: number): Promise<number> {
    const receivedAtMs =
      windowOf(Date.now() - (WEEKS + 2 + RATE_ROUNDS - round) * WEEK_MS).startMs + 3 * DAY_MS;
    const packets = packetStream(round, {
      bikes: 2_000,
      packetsPerBike: READINGS_PER_ROUND / 2_000 / 20,
      readingsPerPacket: 20,
      fromMs: receivedAtMs - 600_000,
    });
    return drainRate(worker, READINGS_PER_ROUND, () =>
      fill(publisher, names.topics.telemetry, mapped(packets), receivedAtMs),
    );
  }
}

/** One packet in each of the last 52 weeks that are over. */
const weeksBack = (): number[] =>
  Array.from(
    { length: WEEKS },
    (_, week) => windowOf(Date.now() - (WEEKS - week) * WEEK_MS).startMs + 2 * DAY_MS,
  );

/** As many packets, evenly over the last seven days but for their last hour. */
const lastDays = (): number[] => {
  const fromMs = Date.now() - WEEK_MS;
  return Array.from({ length: WEEKS }, (_, at) => fromMs + (at * (WEEK_MS - 3_600_000)) / WEEKS).map(
    Math.floor,
  );
};

/** A part of a backlog, of other instants than the whole and other parts. */
const part = ({ name, packetStarts }: Backlog, at: number): Backlog => ({
  name,
  packetStarts: packetStarts
    .filter((_, week) => week % CURVE_SHARE === 0)
    .map((ms) => ms + (at + 1) * 3_600_000),
});

/** Phone by phone, each with all its packets, as phones upload: neighbours in the topic belong to other weeks. */
function* packetsOf({ packetStarts }: Backlog): Generator<FilledPacket> {
  const weeks = packetStarts.map((fromMs, week) =>
    packetStream(10_000 + week, {
      bikes: BIKES + BIKES / 2,
      packetsPerBike: 1,
      readingsPerPacket: READINGS_PER_PACKET,
      fromMs,
      phoneShare: 1,
    }),
  );
  for (let bike = 0; bike < BIKES + BIKES / 2; bike++)
    for (const week of weeks) {
      const { value } = week.next();
      if (value && bike >= BIKES / 2) yield filledPacket(value);
    }
}

function* mapped(packets: Iterable<Parameters<typeof filledPacket>[0]>): Generator<FilledPacket> {
  for (const packet of packets) yield filledPacket(packet);
}

async function untilLate(worker: WorkerProcess, stored: number): Promise<number> {
  for (;;) {
    const { storedByLane } = await worker.figures();
    if ((storedByLane.late ?? 0) >= stored) return storedByLane.late ?? 0;
    await sleep(100);
  }
}
