import { setTimeout as sleep } from "node:timers/promises";
import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";
import type { Admin, Kafka, KafkaMessage } from "@/lib/kafka/client";
import { followTopic, type TopicReader } from "@/lib/kafka/follow-topic";
import { PARTITION_COUNT, partitionFor } from "@/lib/kafka/partition";
import type { Logger } from "@/lib/log";
import { identitiesIn } from "../lab/sent";
import { committedBy, readingsLanes } from "./lanes";
import { quarantineEntries } from "./quarantine-entries";
import { storedReadings } from "./stored";

interface Record {
  readonly offset: number;
  readonly identities: readonly string[];
}

/**
 * Whether an offset is committed ahead of what is durable: asks first what is committed, then what the windows hold, and
 * looks for readings that are committed and not there.
 */
export class DurableOffsets {
  private readonly suspects: { readonly where: string; readonly missing: readonly string[] }[] = [];
  private readonly lanes;
  private readonly topics: { readonly partitions: Record[][]; readonly reader: TopicReader }[];

  constructor(
    kafka: Kafka,
    private readonly admin: Admin,
    private readonly es: Elasticsearch,
    private readonly names: Names,
    log: Logger,
  ) {
    this.lanes = readingsLanes(names);
    this.topics = this.lanes.map(({ topic }) => {
      const partitions: Record[][] = Array.from({ length: PARTITION_COUNT }, () => []);
      const options = { topic, from: "beginning", maxBytesPerPartition: 1_000_000, log } as const;
      return { partitions, reader: followTopic(kafka, options, (messages) => note(partitions, messages)) };
    });
  }

  /** What was committed and not durable, in words. @param excused readings that are dead letters instead, or gone. */
  faults(excused: ReadonlySet<string>): string[] {
    return this.suspects.flatMap(({ where, missing }) => {
      const left = missing.filter((identity) => !excused.has(identity));
      return left.length === 0 ? [] : [`${where}, ${left.length} readings not durable, as ${left[0]}`];
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.topics.map(({ reader }) => reader.stop()));
  }

  async look(): Promise<void> {
    const committed = await committedBy(this.admin, this.lanes);
    const stored = await storedReadings(this.es, this.names);
    const entries = await quarantineEntries(this.es, this.names);
    // A value that lost is kept there too, and says nothing of where its reading is.
    const waiting = entries.filter(({ reason }) => reason === "ahead-of-clock");
    const durable = new Set([...stored, ...waiting].map(({ identity }) => identity));
    for (const [at, { topic }] of this.lanes.entries())
      for (const [partition, offset] of committed[at] ?? []) {
        const records = this.topics[at]?.partitions[partition] ?? [];
        const missing = records
          .filter((record) => record.offset < offset)
          .flatMap(({ identities }) => identities.filter((identity) => !durable.has(identity)));
        if (missing.length > 0)
          this.suspects.push({ where: `${topic}/${partition}: committed up to ${offset}`, missing });
      }
  }

  /** Resolves when it has read every record that is there now. */
  async untilAllIsRead(withinSeconds = 60): Promise<void> {
    for (const [at, { topic }] of this.lanes.entries())
      for (const { partition, low, high } of await this.admin.fetchTopicOffsets(topic)) {
        if (low === high) continue;
        const isRead = () => {
          const last = this.topics[at]?.partitions[partition]?.at(-1);
          return (last?.offset ?? -1) >= Number(high) - 1;
        };
        for (const startedMs = performance.now(); !isRead(); await sleep(50))
          if (performance.now() - startedMs > withinSeconds * 1_000)
            throw new Error(`the oracle has not read ${topic}/${partition} up to ${high}`);
      }
  }
}

function note(partitions: readonly Record[][], messages: readonly KafkaMessage[]): void {
  for (const { key, value, offset } of messages) {
    const bikeId = key?.toString() ?? "";
    const records = partitions[partitionFor(bikeId, PARTITION_COUNT)];
    records?.push({ offset: Number(offset), identities: identitiesIn(bikeId, value) });
  }
}
