import { ofRecordKey, readTombstones, type Tombstone } from "@/lib/domain/tombstone";
import type { Kafka, KafkaMessage } from "@/lib/kafka/client";
import { followTopic, type TopicReader } from "@/lib/kafka/follow-topic";
import { PARTITION_COUNT, partitionFor } from "@/lib/kafka/partition";
import { PartitionEnds } from "@/lib/kafka/partition-ends";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import { pause } from "@/lib/retry";
import type { Holds } from "../holds";
import { Pause } from "../pause";
import type { Erased, Keys } from "./erased";
import { PartitionLeases } from "./partition-leases";

/** How long a worker goes by the tombstones that it knows, ms: after that no reading is sent without a newer one. */
export const TOMBSTONE_LEASE_MS = 10_000;

/** Share of the lease after which no more readings are taken over that would need it: those that were are sent by its end. */
const TAKEN_OVER_WITHIN = 0.6;
const LOOK_EVERY_MS = 2_000;
const ASK_AGAIN_MS = 200;
const LOOK_AGAIN_MS = 20;
const NONE: readonly Tombstone[] = [];

/** Where the partitions end of a topic that is read. */
type Ends = Pick<PartitionEnds, "ask" | "close">;

/**
 * The tombstones that there are, read from their topic before anything else and followed from then on. What is known of a
 * partition counts as all for a while after its leader was asked where it ends; then writers of its bikes wait, and no
 * others. So whoever published a tombstone only has to let that while pass: no worker writes without it, whichever there are
 * and however long one stood still.
 */
export class Tombstones implements Erased {
  private readonly byBike = new Map<string, readonly Tombstone[]>();
  /** Keys of records. */
  private readonly unreadable = new Set<string>();
  private readonly waiting = new Set<{ readonly isMet: () => boolean; readonly resolve: () => void }>();
  private readonly pause = new Pause();
  private readonly leases = new PartitionLeases(PARTITION_COUNT);
  private reader: Pick<TopicReader, "hasReadUpTo" | "stop"> | null = null;
  private ends: Ends | null = null;
  private following: Promise<void> = Promise.resolve();
  private hold: { readonly why: string; readonly end: () => void } | null = null;
  private isStopping = false;

  constructor(
    private readonly options: {
      readonly topic: string;
      /** How long what is known counts as all, ms. */
      readonly leaseMs: number;
      readonly holds: Holds;
      readonly log: Logger;
      /** Ms of a clock that never goes back. */
      readonly elapsedMs: () => number;
    },
  ) {}

  /**
   * Resolves when all that there are by now are known of some partitions; the others are waited for by their readings.
   * @param quick a client with a short time-out.
   */
  async start(kafka: Kafka, quick: Kafka): Promise<void> {
    const { topic, log, elapsedMs } = this.options;
    const reading = { topic, from: "beginning", maxBytesPerPartition: 1_048_576, log } as const;
    const reader = followTopic(kafka, reading, (records) => {
      for (const record of records) this.take(record);
    });
    const ends = new PartitionEnds(quick, topic, elapsedMs, (told, askedAtMs) => this.tell(told, askedAtMs));
    await this.follow(reader, ends);
  }

  /** Follows the topic through what reads it and what asks where it ends. */
  async follow(reader: Pick<TopicReader, "hasReadUpTo" | "stop">, ends: Ends): Promise<void> {
    this.reader = reader;
    this.ends = ends;
    this.following = this.lookOn(ends);
    await this.until(() => this.leases.partitions.some((partition) => this.isKnown(partition)));
  }

  /** One leader told where its partitions end. */
  tell(ends: ReadonlyMap<number, number>, askedAtMs: number): void {
    for (const [partition, end] of ends) this.leases.tell(partition, end, askedAtMs);
    this.look();
  }

  of(bikeId: string): readonly Tombstone[] {
    return this.byBike.get(bikeId) ?? NONE;
  }

  isFresh(keys: Keys): boolean {
    const stale = this.leases.partitions.filter((partition) => !this.isKnown(partition));
    if (stale.length === 0) return true;
    for (const key of keys()) if (stale.includes(partitionFor(key))) return false;
    return true;
  }

  fresh(keys: Keys): Promise<void> {
    return this.until(() => this.isFresh(keys));
  }

  /** Whether readings of a partition may be taken over: there is time to send them. */
  admits(partition: number): boolean {
    return this.isKnown(partition, this.options.leaseMs * TAKEN_OVER_WITHIN);
  }

  /** Resolves when they may. */
  admitted(partition: number): Promise<void> {
    return this.until(() => this.admits(partition));
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.pause.end();
    this.hold?.end();
    await Promise.all([this.reader?.stop(), this.following, this.ends?.close()]);
  }

  private isKnown(partition: number, forMs = this.options.leaseMs): boolean {
    if (!this.leases.isKnown(partition, this.options.elapsedMs(), forMs)) return false;
    return ![...this.unreadable].some((text) => partitionFor(ofRecordKey(text).key) === partition);
  }

  /** What is waited for when this stops never comes: nothing is written any more. */
  private async until(isMet: () => boolean): Promise<void> {
    if (!isMet() || this.isStopping)
      await new Promise<void>((resolve) => this.waiting.add({ isMet, resolve }));
  }

  /** Takes in a record of the topic. */
  take({ key, value }: Pick<KafkaMessage, "key" | "value">): void {
    const text = String(key);
    const { key: bikeId, number } = ofRecordKey(text);
    // None is ever taken back: a record that says less than one before changes nothing. What one held that is superseded
    // is in those before it.
    if (value === null) {
      if (number > 0) this.unreadable.delete(text);
      return;
    }
    const told = readTombstones(value.toString("utf8"));
    if (told === null) {
      this.unreadable.add(text);
      this.options.log.error(
        { bike: bikeId },
        "tombstones of a bike cannot be read: nothing of its partition is written",
      );
      return;
    }
    this.unreadable.delete(text);
    const all = new Map([...this.of(bikeId), ...told].map((one) => [textOf(one), one]));
    this.byBike.set(bikeId, [...all.values()]);
  }

  private async lookOn(ends: Ends): Promise<void> {
    const { topic, log, elapsedMs } = this.options;
    let isTold = true;
    while (!this.isStopping) {
      try {
        await ends.ask();
        isTold = true;
      } catch (fault) {
        if (isTold) log.warn({ topic, fault: describeFault(fault) }, "nobody says where the tombstones end");
        isTold = false;
      }
      for (
        const askedAtMs = elapsedMs();
        !this.isStopping && this.leases.hasUnread && elapsedMs() - askedAtMs < LOOK_EVERY_MS;
      ) {
        this.look();
        await pause(LOOK_AGAIN_MS);
      }
      this.look();
      await this.pause.last(this.hold === null ? LOOK_EVERY_MS : ASK_AGAIN_MS);
    }
  }

  /** Lets go on what can, and shows what cannot. */
  private look(): void {
    const { reader } = this;
    if (this.isStopping || reader === null) return;
    this.leases.settle((partition, end) => reader.hasReadUpTo(new Map([[partition, end]])));
    for (const one of this.waiting)
      if (one.isMet()) {
        this.waiting.delete(one);
        one.resolve();
      }
    const held = this.leases.partitions.filter((partition) => !this.admits(partition));
    this.show(held.length === PARTITION_COUNT ? "all" : held.join(", "));
  }

  private show(partitions: string): void {
    const why = `${this.options.topic}: not known what was erased, partitions ${partitions}`;
    if (this.hold?.why === why) return;
    const before = this.hold;
    this.hold = partitions === "" ? null : { why, end: this.options.holds.begin("kafka", why) };
    before?.end();
  }
}

const textOf = ({ from, to, rider, source }: Tombstone): string => `${from} ${to} ${rider} ${source}`;
