import { setTimeout as sleep } from "node:timers/promises";
import { groupOf, type Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import type { Admin } from "@/lib/kafka/client";
import { readLag } from "@/lib/kafka/lag";
import type { Publisher } from "@/lib/kafka/publisher";
import type { SentPacket } from "@/simulator/sent-packet";
import type { WorkerFigures, WorkerProcess } from "./worker-process";

const PACKETS_PER_REQUEST = 1_000;

export interface FilledPacket {
  readonly key: string;
  readonly value: Buffer;
}

export const filledPacket = (packet: SentPacket): FilledPacket => ({
  key: packet.bike_id,
  value: Buffer.from(JSON.stringify(packet)),
});

/** Puts packets into a topic as the edge would that received them at this time, while nobody reads it. */
export async function fill(
  publisher: Publisher,
  topic: string,
  packets: Iterable<FilledPacket>,
  receivedAtMs: number,
): Promise<void> {
  const headers = { [HEADER.receivedAt]: String(receivedAtMs), [HEADER.ingestClient]: "bench" };
  let waiting: (FilledPacket & { readonly headers: typeof headers })[] = [];
  for (const packet of packets) {
    waiting.push({ ...packet, headers });
    if (waiting.length < PACKETS_PER_REQUEST) continue;
    await publisher.publish(topic, waiting);
    waiting = [];
  }
  if (waiting.length > 0) await publisher.publish(topic, waiting);
}

/** Readings that are stored. One whose bulk was sent again, because no answer came in time, may be found there: it counts as a duplicate. */
export const storedIn = ({ outcomes }: WorkerFigures): number =>
  (outcomes.stored ?? 0) + (outcomes.duplicate ?? 0);

/** Readings/s of the live lane while the frozen worker, thawed, works off what its topic was filled with. */
export async function drainRate(
  worker: WorkerProcess,
  readings: number,
  fillTopic: () => Promise<void>,
): Promise<number> {
  const before = await worker.figures();
  worker.freeze();
  await fillTopic();
  await sleep(500);
  const startedAt = performance.now();
  worker.thaw();
  const goal = storedIn(before) + readings;
  while (storedIn(await worker.figures()) < goal) await sleep(100);
  return readings / ((performance.now() - startedAt) / 1_000);
}

/** Resolves when a lane has committed everything. */
export async function untilCommitted(admin: Admin, names: Names, lane: "telemetry" | "late"): Promise<void> {
  const topic = lane === "late" ? names.topics.telemetryLate : names.topics.telemetry;
  const open = async () =>
    (await readLag(admin, topic, groupOf(names, lane))).reduce((sum, { records }) => sum + records, 0);
  while ((await open()) > 0) await sleep(100);
}
