import { setTimeout as sleep } from "node:timers/promises";
import { quarantined } from "@/ingest-worker/testing/stored";
import { groupOf, type Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";
import type { Admin, Kafka, KafkaMessage } from "@/lib/kafka/client";
import { followTopic, type TopicReader } from "@/lib/kafka/follow-topic";
import { PARTITION_COUNT, partitionFor } from "@/lib/kafka/partition";
import type { Logger } from "@/lib/log";
import { FLEET, identitiesIn } from "../lab/sent";
import { storedReadings } from "./stored";

const EVERY_MS = 1_000;

interface Record {
  readonly offset: number;
  readonly identities: readonly string[];
}

/**
 * Watches that no offset is committed ahead of what is durable: again and again it asks first what is committed, then
 * what the windows hold, and looks for readings that are committed and not there.
 */
export class DurableOffsets {
  private readonly suspects: { readonly where: string; readonly missing: readonly string[] }[] = [];
  /** How often it could look. */
  looks = 0;
  private readonly lanes: { topic: string; groupId: string; partitions: Record[][]; reader: TopicReader }[];
  private isOver = false;
  private readonly watching: Promise<void>;

  constructor(
    kafka: Kafka,
    private readonly admin: Admin,
    private readonly es: Elasticsearch,
    private readonly names: Names,
    log: Logger,
  ) {
    const { topics } = names;
    this.lanes = [
      { topic: topics.telemetry, groupId: groupOf(names, "telemetry") },
      { topic: topics.telemetryLate, groupId: groupOf(names, "late") },
    ].map((lane) => {
      const partitions: Record[][] = Array.from({ length: PARTITION_COUNT }, () => []);
      const options = { topic: lane.topic, from: "beginning", maxBytesPerPartition: 1_000_000, log } as const;
      return {
        ...lane,
        partitions,
        reader: followTopic(kafka, options, (messages) => note(partitions, messages)),
      };
    });
    this.watching = this.watch();
  }

  /** What was committed and not durable, in words. @param excused readings that are dead letters instead, or gone. */
  faults(excused: ReadonlySet<string>): string[] {
    return this.suspects.flatMap(({ where, missing }) => {
      const left = missing.filter((identity) => !excused.has(identity));
      return left.length === 0 ? [] : [`${where}, ${left.length} readings not durable, as ${left[0]}`];
    });
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.watching;
    await Promise.all(this.lanes.map(({ reader }) => reader.stop()));
  }

  private async watch(): Promise<void> {
    while (!this.isOver) {
      // While a server is away there is nothing to see.
      await this.look().catch(() => undefined);
      await sleep(EVERY_MS);
    }
  }

  private async look(): Promise<void> {
    const committed = await Promise.all(
      this.lanes.map(async ({ topic, groupId }) => {
        const [answer] = await this.admin.fetchOffsets({ groupId, topics: [topic] });
        return answer?.partitions ?? [];
      }),
    );
    const stored = await storedReadings(this.es, this.names);
    const waiting = await quarantined(this.es, this.names, FLEET);
    const durable = new Set([...stored, ...waiting].map(({ identity }) => identity));
    for (const [at, lane] of this.lanes.entries())
      for (const { partition, offset } of committed[at] ?? []) {
        const records = lane.partitions[partition] ?? [];
        const missing = records
          .filter((record) => record.offset < Number(offset))
          .flatMap(({ identities }) => identities.filter((identity) => !durable.has(identity)));
        if (missing.length > 0)
          this.suspects.push({ where: `${lane.topic}/${partition}: committed up to ${offset}`, missing });
      }
    this.looks++;
  }
}

function note(partitions: readonly Record[][], messages: readonly KafkaMessage[]): void {
  for (const { key, value, offset } of messages) {
    const bikeId = key?.toString() ?? "";
    const records = partitions[partitionFor(bikeId, PARTITION_COUNT)];
    records?.push({ offset: Number(offset), identities: identitiesIn(bikeId, value) });
  }
}
