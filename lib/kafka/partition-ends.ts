import { pause } from "@/lib/retry";
import type { Kafka } from "./client";

/** What of kafkajs's cluster is used: each broker by itself, which its admin client does not offer. */
interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  refreshMetadata(): Promise<void>;
  findTopicPartitionMetadata(topic: string): readonly Led[];
  findBroker(which: { readonly nodeId: number }): Promise<Broker>;
}
interface Led {
  readonly partitionId: number;
  /** Below 0 where nobody leads. */
  readonly leader: number;
}
interface Broker {
  listOffsets(request: { readonly topics: readonly AskedTopic[] }): Promise<{
    readonly responses: readonly { readonly partitions: readonly ToldPartition[] }[];
  }>;
}
interface AskedTopic {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly timestamp: number }[];
}
interface ToldPartition {
  readonly partition: number;
  readonly offset: string;
}

/** Stands for the offset behind the last record. */
const LATEST = -1;
const ANSWERS_WITHIN_MS = 1_000;

/** Told of what one broker leads: behind its last records, by partition, and when that was asked. */
export type OnEnds = (ends: ReadonlyMap<number, number>, askedAtMs: number) => void;

/**
 * Asks where the partitions of a topic end, each leader by itself: one that does not answer keeps no other's answer away,
 * as it does where all are asked at once. Where one did not, it is asked who leads now.
 */
export class PartitionEnds {
  private readonly cluster: Cluster;
  private readonly asked = new Set<number>();
  private mayHaveMoved = false;

  /**
   * @param kafka with a short time-out: who leads is asked of any broker, and may be asked of one that stands still.
   * @param elapsedMs of a clock that never goes back.
   */
  constructor(
    kafka: Kafka,
    private readonly topic: string,
    private readonly elapsedMs: () => number,
    private readonly onEnds: OnEnds,
  ) {
    this.cluster = clusterOf(kafka);
  }

  /** Ends when all have answered, or after a second; who answers later is listened to. @throws Error where nobody is reached. */
  async ask(): Promise<void> {
    await within(this.know());
    const leaders = new Map<number, number[]>();
    for (const { partitionId, leader } of this.cluster.findTopicPartitionMetadata(this.topic))
      leaders.set(leader, [...(leaders.get(leader) ?? []), partitionId]);
    this.mayHaveMoved = this.asked.size > 0 || leaders.size === 0;
    const open = [...leaders].filter(([leader]) => !this.asked.has(leader));
    await within(Promise.all(open.map(([leader, partitions]) => this.askOne(leader, partitions))));
    this.mayHaveMoved ||= this.asked.size > 0;
  }

  async close(): Promise<void> {
    await this.cluster.disconnect();
  }

  private async know(): Promise<void> {
    await this.cluster.connect();
    await this.cluster.addTargetTopic(this.topic);
    // What was known of the others stays true where nobody says who leads.
    if (this.mayHaveMoved) await this.cluster.refreshMetadata().catch(() => undefined);
  }

  private async askOne(nodeId: number, partitions: readonly number[]): Promise<void> {
    this.asked.add(nodeId);
    try {
      const broker = await this.cluster.findBroker({ nodeId });
      const askedAtMs = this.elapsedMs();
      const asked = partitions.map((partition) => ({ partition, timestamp: LATEST }));
      const { responses } = await broker.listOffsets({ topics: [{ topic: this.topic, partitions: asked }] });
      const told = responses.flatMap((response) => response.partitions);
      this.onEnds(new Map(told.map(({ partition, offset }) => [partition, Number(offset)])), askedAtMs);
    } catch {
      this.mayHaveMoved = true;
    } finally {
      this.asked.delete(nodeId);
    }
  }
}

/** What does not end in time goes on by itself. */
async function within(what: Promise<unknown>): Promise<void> {
  what.catch(() => undefined);
  await Promise.race([what, pause(ANSWERS_WITHIN_MS)]);
}

/** kafkajs keeps the making of a cluster to itself, under a symbol. @throws Error where a later version does it otherwise. */
function clusterOf(kafka: Kafka): Cluster {
  const name = "private:Kafka:createCluster";
  const symbol = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === name);
  if (symbol === undefined) throw new Error(`expected kafkajs to make clusters under ${name}`);
  const create: (options: { allowAutoTopicCreation: boolean }) => Cluster = Reflect.get(kafka, symbol);
  return create({ allowAutoTopicCreation: false });
}
