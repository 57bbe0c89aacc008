import { readTombstones, type Tombstone } from "@/lib/domain/tombstone";
import type { Admin, Kafka, KafkaMessage } from "@/lib/kafka/client";
import { followTopic, type TopicReader } from "@/lib/kafka/follow-topic";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import { pause } from "@/lib/retry";
import type { Holds } from "../holds";
import { Pause } from "../pause";
import type { Erased } from "./erased";

/** How long a worker goes by the tombstones that it knows, ms: after that no reading is sent without a newer one. */
export const TOMBSTONE_LEASE_MS = 10_000;

const LOOK_EVERY_MS = 2_000;
const LOOK_AGAIN_MS = 20;
const NONE: readonly Tombstone[] = [];

/**
 * The tombstones that there are, read from their topic before anything else and followed from then on. What is known
 * counts as all for a while after the broker was asked where the topic ends; then the writers wait. So whoever published
 * a tombstone only has to let that while pass: no worker writes without it, whichever there are and however long one
 * stood still.
 */
export class Tombstones implements Erased {
  private readonly byBike = new Map<string, readonly Tombstone[]>();
  private readonly unreadable = new Set<string>();
  private readonly waiting: (() => void)[] = [];
  private readonly pause = new Pause();
  private askedAtMs = Number.NEGATIVE_INFINITY;
  private reader: TopicReader | null = null;
  private following: Promise<void> = Promise.resolve();
  private endHold: (() => void) | null = null;
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

  /** Resolves when all that there are by now are known. */
  async start(kafka: Kafka, admin: Pick<Admin, "fetchTopicOffsets">): Promise<void> {
    const { topic, log } = this.options;
    const reading = { topic, from: "beginning", maxBytesPerPartition: 1_048_576, log } as const;
    this.reader = followTopic(kafka, reading, (records) => {
      for (const record of records) this.take(record);
    });
    this.following = this.follow(admin, this.reader);
    await this.fresh();
  }

  of(bikeId: string): readonly Tombstone[] {
    return this.byBike.get(bikeId) ?? NONE;
  }

  get isFresh(): boolean {
    return this.unreadable.size === 0 && this.options.elapsedMs() - this.askedAtMs < this.options.leaseMs;
  }

  async fresh(): Promise<void> {
    while (!this.isFresh && !this.isStopping)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.isStopping) await new Promise(() => undefined);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.pause.end();
    this.endHold?.();
    await this.reader?.stop();
    await this.following;
  }

  private take({ key, value }: KafkaMessage): void {
    // None is ever taken back: a record that says less than one before changes nothing.
    if (value === null) return;
    const bikeId = String(key);
    const told = readTombstones(value.toString("utf8"));
    if (told === null) {
      this.unreadable.add(bikeId);
      this.options.log.error({ bike: bikeId }, "tombstones of a bike cannot be read: nothing is written");
      return;
    }
    this.unreadable.delete(bikeId);
    const all = new Map([...this.of(bikeId), ...told].map((one) => [textOf(one), one]));
    this.byBike.set(bikeId, [...all.values()]);
  }

  private async follow(admin: Pick<Admin, "fetchTopicOffsets">, reader: TopicReader): Promise<void> {
    const { topic, log, elapsedMs, leaseMs } = this.options;
    while (!this.isStopping) {
      try {
        const askedAtMs = elapsedMs();
        const offsets = await admin.fetchTopicOffsets(topic);
        const ends = new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
        while (!this.isStopping && !reader.hasReadUpTo(ends) && elapsedMs() - askedAtMs < leaseMs) {
          this.show();
          await pause(LOOK_AGAIN_MS);
        }
        if (reader.hasReadUpTo(ends)) this.askedAtMs = askedAtMs;
      } catch (fault) {
        log.warn({ topic, fault: describeFault(fault) }, "nobody says where the tombstones end");
      }
      this.show();
      await this.pause.last(this.isFresh ? LOOK_EVERY_MS : LOOK_AGAIN_MS);
    }
  }

  private show(): void {
    if (this.isFresh) {
      this.endHold?.();
      this.endHold = null;
      for (const resume of this.waiting.splice(0)) resume();
    } else if (!this.isStopping) {
      this.endHold ??= this.options.holds.begin("kafka", `${this.options.topic}: not known what was erased`);
    }
  }
}

const textOf = ({ from, to, rider, source }: Tombstone): string => `${from} ${to} ${rider} ${source}`;
