import { setTimeout as sleep } from "node:timers/promises";
import type { EdgeClient } from "@/simulator/edge-client";
import { packetStream } from "@/simulator/packets";
import type { SentPacket } from "@/simulator/sent-packet";
import { type BenchResult, judged, median, percentile, rounded } from "./result";
import { withProduct } from "./with-product";

const BIKES = 2_000;
const PACKETS_PER_UPLOAD = 100;
const UPLOADS_PER_SECOND = BIKES / PACKETS_PER_UPLOAD;
const SECONDS = Number(process.env.SLIPSTREAM_BENCH_SECONDS ?? 60);
/** A JVM that has just started compiles for most of a minute; a service that runs does not. */
const WARM_UP_SECONDS = 45;
/** One upload in so many is followed until its reading can be read. */
const FOLLOWED = 7;
const LOOK_EVERY_MS = 50;
const LATE_RIDES = 5;
const READINGS_PER_RIDE = 600;

/** From an upload sent to its reading in the answer of `GET readings`, with a live fleet beside, everything on one machine. */
export function freshness(): Promise<BenchResult> {
  return withProduct(async ({ client }) => {
    await runFleet(client, WARM_UP_SECONDS);
    const [live, late] = await Promise.all([runFleet(client, SECONDS), lateRides(client)]);
    console.error(`${live.length} uploads followed; late rides ${late.map(Math.round).join(", ")} ms`);
    return judged(
      {
        readable_p50_ms: rounded(percentile(live, 0.5)),
        readable_p99_ms: rounded(percentile(live, 0.99)),
        late_readable_ms: rounded(median(late)),
      },
      { atMost: { readable_p99_ms: 1_000, late_readable_ms: 1_500 } },
    );
  });
}

/** 2,000 bikes at one reading a second, in evenly spaced uploads; milliseconds until readable of those followed. */
async function runFleet(client: EdgeClient, seconds: number): Promise<number[]> {
  const measured: number[] = [];
  const open = new Set<Promise<void>>();
  const startedMs = performance.now();
  const stream = packetStream(3, {
    bikes: BIKES,
    packetsPerBike: seconds,
    readingsPerPacket: 1,
    fromMs: Date.now(),
    stepMs: 1_000,
  });
  for (let upload = 0; upload < seconds * UPLOADS_PER_SECOND; upload++) {
    const packets: SentPacket[] = [];
    while (packets.length < PACKETS_PER_UPLOAD) {
      const { value, done } = stream.next();
      if (done) break;
      packets.push(value);
    }
    await sleep(Math.max(0, startedMs + (upload * 1_000) / UPLOADS_PER_SECOND - performance.now()));
    const sent = send(client, packets, upload % FOLLOWED === 0 ? measured : null).finally(() =>
      open.delete(sent),
    );
    open.add(sent);
  }
  await Promise.all(open);
  return measured;
}

async function send(
  client: EdgeClient,
  packets: readonly SentPacket[],
  measured: number[] | null,
): Promise<void> {
  const sentMs = performance.now();
  const report = await client.send(packets);
  if (report.refused_total > 0 || report.faults_total > 0)
    throw new Error(`refused: ${JSON.stringify(report)}`);
  const followed = packets[Math.floor(packets.length / 2)];
  if (measured && followed) {
    await readable(client, followed, 1);
    measured.push(performance.now() - sentMs);
  }
}

/** Late rides one after another, spread over the time that the fleet is measured. */
async function lateRides(client: EdgeClient): Promise<number[]> {
  const late: number[] = [];
  for (let ride = 0; ride < LATE_RIDES; ride++) {
    await sleep((SECONDS * 1_000) / (LATE_RIDES + 2));
    late.push(await lateRide(client, ride));
  }
  return late;
}

/** One ride of last year, uploaded in one piece; milliseconds until all of it is readable. */
async function lateRide(client: EdgeClient, ride: number): Promise<number> {
  const fromMs = Date.now() - (365 + 7 * ride) * 86_400_000;
  const [packet] = packetStream(100 + ride, {
    bikes: 1,
    prefix: `LI-R${ride}`,
    packetsPerBike: 1,
    readingsPerPacket: 500,
    fromMs,
    stepMs: 1_000,
  });
  const [rest] = packetStream(200 + ride, {
    bikes: 1,
    prefix: `LI-R${ride}`,
    packetsPerBike: 1,
    readingsPerPacket: READINGS_PER_RIDE - 500,
    fromMs: fromMs + 500_000,
    stepMs: 1_000,
  });
  if (!packet || !rest) throw new Error("a ride has packets");
  const sentMs = performance.now();
  await client.send([packet, rest]);
  const whole = { ...packet, readings: [...packet.readings, ...rest.readings] };
  await readable(client, whole, READINGS_PER_RIDE);
  return performance.now() - sentMs;
}

async function readable(client: EdgeClient, packet: SentPacket, readings: number): Promise<void> {
  const times = packet.readings.map(({ t }) => Number(t));
  const [fromMs, toMs] = [Math.min(...times), Math.max(...times) + 1];
  while ((await client.countReadings(packet.bike_id, fromMs, toMs)) < readings) await sleep(LOOK_EVERY_MS);
}
