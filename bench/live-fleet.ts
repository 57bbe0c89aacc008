import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import type { Kafka, KafkaMessage } from "@/lib/kafka/client";
import { followTopic, type TopicReader } from "@/lib/kafka/follow-topic";
import type { Publisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { packetStream } from "@/simulator/packets";
import { filledPacket } from "./filled-topic";

const TICK_MS = 50;
const ANSWERED_WITHIN_MS = 60_000;
const State = z.object({ bike_id: z.string(), newest_at: z.number().nullable() });

/**
 * Bikes that each send one reading at a time, evenly spaced, as the edge puts them into Kafka, and how long it takes from
 * the edge's stamp until the state topic tells of each: what the live map shows.
 */
export class LiveFleet {
  private readonly pending = new Map<string, number[]>();
  private latencies: number[] = [];
  private readonly reader: TopicReader;
  private seed = 1_000;

  constructor(
    kafka: Kafka,
    private readonly publisher: Publisher,
    private readonly names: Names,
    private readonly bikes: number,
  ) {
    this.reader = followTopic(
      kafka,
      {
        topic: names.topics.bikeState,
        from: Date.now(),
        maxBytesPerPartition: 1_048_576,
        log: createLog("bench", "silent"),
      },
      (states) => this.take(states),
    );
  }

  /** Sends until `until` resolves; milliseconds of every reading that was sent. */
  async run(readingsPerSecond: number, until: Promise<unknown>): Promise<readonly number[]> {
    while (!this.reader.isCaughtUp) await sleep(50);
    this.latencies = [];
    let isOver = false;
    const over = until.finally(() => {
      isOver = true;
    });
    over.catch(() => undefined);
    const sending = new Set<Promise<void>>();
    const packets = packetStream(this.seed++, {
      bikes: this.bikes,
      packetsPerBike: Number.MAX_SAFE_INTEGER,
      readingsPerPacket: 1,
      fromMs: 0,
    });
    const startedMs = performance.now();
    for (let sent = 0; !isOver; ) {
      const due = Math.floor(((performance.now() - startedMs) / 1_000) * readingsPerSecond);
      const nowMs = Date.now();
      const messages = [];
      for (; sent < due; sent++) {
        const { value: packet } = packets.next();
        if (!packet) throw new Error("a fleet never ends");
        // Bikes of a tick are others than those of the one before, unless there are fewer bikes than readings.
        const reading = { ...packet.readings[0], t: nowMs };
        const whole = { ...packet, readings: [reading] };
        this.note(packet.bike_id, nowMs);
        const headers = { [HEADER.receivedAt]: String(nowMs), [HEADER.ingestClient]: "bench" };
        messages.push({ ...filledPacket(whole), headers });
      }
      if (messages.length > 0) {
        const publishing = this.publisher
          .publish(this.names.topics.telemetry, messages)
          .finally(() => sending.delete(publishing));
        sending.add(publishing);
      }
      await sleep(TICK_MS);
    }
    await Promise.all([over, ...sending]);
    const patienceMs = performance.now() + ANSWERED_WITHIN_MS;
    while (this.pending.size > 0) {
      if (performance.now() > patienceMs) throw new Error(`${this.pending.size} bikes were not told of`);
      await sleep(50);
    }
    return this.latencies;
  }

  stop(): Promise<void> {
    return this.reader.stop();
  }

  private note(bikeId: string, atMs: number): void {
    const times = this.pending.get(bikeId);
    if (times) times.push(atMs);
    else this.pending.set(bikeId, [atMs]);
  }

  private take(states: readonly KafkaMessage[]): void {
    const nowMs = Date.now();
    for (const { value } of states) {
      const { bike_id, newest_at } = State.parse(JSON.parse(String(value)));
      const times = this.pending.get(bike_id);
      if (!times || newest_at === null) continue;
      while (times.length > 0 && (times[0] ?? 0) <= newest_at)
        this.latencies.push(nowMs - (times.shift() ?? 0));
      if (times.length === 0) this.pending.delete(bike_id);
    }
  }
}
