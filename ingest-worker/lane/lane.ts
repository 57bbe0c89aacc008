import type { Kafka } from "@/lib/kafka/client";
import {
  type ConsumerHandlers,
  consumeTopic,
  type FetchedRecord,
  type LaneConsumer,
} from "@/lib/kafka/consumer";
import type { Logger } from "@/lib/log";
import { pause } from "@/lib/retry";
import type { Admission } from "../erasure/erased";
import { Committer } from "./committer";
import type { Consumption } from "./consumption";
import type { GapFinder } from "./gap-finder";
import { Offsets } from "./offsets";
import { originOf, type RecordOrigin } from "./origin-of";
import { Parked } from "./parked";
import { Ticket } from "./ticket";

const COMMIT_EVERY_MS = 500;
const BEAT_EVERY_MS = 1_000;
/** Records between looks at the room that is left. */
const RECORDS_PER_STRETCH = 200;
/** Whoever is not waited for by the consumer needs not keep its membership. */
const BEATEN_ELSEWHERE = async (): Promise<void> => undefined;

type OnRecords = Parameters<ConsumerHandlers["onRecords"]>;

/** A stage that readings wait in until they are durable, and that holds only so much. */
export interface Room {
  /** Asked before each stretch that is taken over. A room may give a turn away by saying yes. */
  readonly hasRoom: boolean;
  /** Resolves when there is room for more. */
  room(): Promise<void>;
}

/** Takes a record over; whatever of it is still open holds its ticket. */
export interface Placer {
  place(origin: RecordOrigin, ticket: Ticket): void;
  /** A stretch of records was placed. */
  report(): void;
}

export interface LaneOptions {
  readonly name: string;
  readonly topic: string;
  readonly groupId: string;
  readonly maxBytesPerPartition: number;
  readonly maxBytes: number;
  /** How long the topic keeps records, ms; null where it keeps the newest of each key. */
  readonly retentionMs: number | null;
  /** Whether its records wait for their time: how many there are says nothing then. */
  readonly waits: boolean;
}

/**
 * One lane: records → placed readings → durable outcomes → committed offsets. Records are taken over while there is
 * room in flight; an offset is committed only when everything before it is durable.
 */
export class Lane {
  private readonly offsets: Offsets;
  private readonly committer: Committer;
  private readonly parked: Parked;
  private ownPartitions: readonly number[] = [];
  private consumer: LaneConsumer | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopping = false;

  constructor(
    readonly options: LaneOptions,
    private readonly placer: Placer,
    private readonly ahead: readonly Room[],
    /** Null for a topic that keeps the newest of each key: what is missing there was replaced. */
    private readonly gaps: GapFinder | null,
    /** Null where nothing is traced. */
    private readonly consumption: Consumption | null,
    private readonly log: Logger,
    private readonly onAssigned: () => void,
    private readonly fatal: (fault: unknown) => void,
    now: () => number,
    /** Null where records of every partition are taken over at any time. */
    admission: Admission | null = null,
  ) {
    const parking = {
      stop: (partition: number) => this.consumer?.stopPartition(partition),
      goOn: (partition: number) => {
        if (!this.stopping) this.consumer?.goOnWithPartition(partition);
      },
    };
    this.parked = new Parked(admission, parking, fatal);
    this.offsets = new Offsets(now);
    this.committer = new Committer(
      this.offsets,
      async (offsets) => this.consumer?.commit(offsets),
      (fault, offsets) =>
        log.warn({ ...this.ids, offsets, fault: String(fault) }, "offsets were not committed"),
    );
  }

  /** Whether its consumer is a member of its group. */
  get joined(): boolean {
    return this.consumer?.isMember ?? false;
  }

  /** Partitions that it reads. */
  get partitions(): readonly number[] {
    return this.ownPartitions;
  }

  /** Since when the oldest records that it took over are not durable, ms; null where there are none. */
  get openSinceMs(): number | null {
    return this.offsets.oldestOpenMs;
  }

  async start(kafka: Kafka): Promise<void> {
    await this.gaps?.assigned();
    this.consumer = await consumeTopic(kafka, this.options, {
      onRecords: (partition, records, end, beat) => this.takeInTurn(partition, records, end, beat),
      onPassed: (partition, end) => {
        if (this.stopping) return;
        const pass = async () => this.offsets.enter(this.offsets.assignment, partition, end)();
        if (this.parked.mustWait(partition)) this.parked.add(partition, pass);
        else void pass();
      },
      onAssigned: (partitions) => {
        this.ownPartitions = partitions;
        this.offsets.reset();
        this.parked.forget();
        this.gaps
          ?.assigned()
          .catch((fault: unknown) =>
            this.log.warn({ ...this.ids, fault: String(fault) }, "gaps may not be told of"),
          );
        this.onAssigned();
      },
      onCrash: this.fatal,
    });
    this.timer = setInterval(() => void this.committer.turn(), COMMIT_EVERY_MS);
  }

  /** Stops taking records, waits up to `graceMs` for what is in flight, commits it and leaves the group. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    if (this.timer) clearInterval(this.timer);
    this.consumer?.pause();
    const deadline = Date.now() + graceMs;
    while (this.offsets.open > 0 && Date.now() < deadline) await pause(20);
    await this.committer.finish();
    await this.consumer?.disconnect();
  }

  private get ids() {
    const { name, topic, groupId } = this.options;
    return { lane: name, topic, group: groupId };
  }

  private takeInTurn(...[partition, records, end, beat]: OnRecords): Promise<void> {
    if (!this.parked.mustWait(partition)) return this.take(partition, records, end, beat);
    this.parked.add(partition, () => this.take(partition, records, end, BEATEN_ELSEWHERE));
    return beat();
  }

  private async take(
    partition: number,
    records: readonly FetchedRecord[],
    endOffset: string,
    beat: () => Promise<void>,
  ): Promise<void> {
    const { assignment } = this.offsets;
    const [first, last] = [records.at(0), records.at(-1)];
    if (this.gaps?.pending) await this.waitFor(this.gaps.pending, beat);
    if (first && last) this.gaps?.fetched(partition, Number(first.offset), Number(last.offset));
    for (let from = 0; from < records.length && !this.stopping; from += RECORDS_PER_STRETCH) {
      for (const room of this.ahead) if (!room.hasRoom) await this.waitFor(room.room(), beat);
      const stretch = records.slice(from, from + RECORDS_PER_STRETCH);
      const end = stretch.at(-1);
      if (!end || this.stopping) break;
      const isLast = from + RECORDS_PER_STRETCH >= records.length;
      const upTo = isLast ? endOffset : end.offset;
      const ticket = new Ticket(this.offsets.enter(assignment, partition, upTo));
      for (const record of stretch) {
        const span = this.consumption === null ? null : this.consumption.spanFor(partition, record);
        this.placer.place(originOf(this.options.topic, partition, record, span), ticket);
      }
      this.consumption?.end();
      ticket.release();
      this.placer.report();
    }
    await beat();
  }

  /** Keeps the membership meanwhile. */
  private async waitFor(what: Promise<void>, beat: () => Promise<void>): Promise<void> {
    let waiting = true;
    const made = what.finally(() => {
      waiting = false;
    });
    while (waiting && !this.stopping) {
      await Promise.race([made, pause(BEAT_EVERY_MS)]);
      await beat();
    }
  }
}
