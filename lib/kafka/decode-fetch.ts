import { type RecordRun, recordRuns } from "./record-run";

interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly lastStartOffset: string;
  readonly abortedTransactions: readonly never[];
  readonly preferredReadReplica: number;
  readonly messages: readonly RecordRun[];
}

/** An answer to a fetch in the form that kafkajs gives it, but with batches in place of messages. */
export interface FetchAnswer {
  readonly throttleTime: 0;
  readonly clientSideThrottleTime: number;
  readonly errorCode: number;
  readonly sessionId: number;
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly FetchedPartition[];
  }[];
}

/**
 * Takes an answer to a fetch of version 11 apart down to its batches of records; null where something in it is unusual
 * (compressed, transactional, an older form).
 * @see Kafka protocol guide, "Fetch Response (Version: 11)"
 * @throws RangeError for bytes that end too early.
 */
export function decodeFetchAnswer(bytes: Buffer): FetchAnswer | null {
  const reader = new AnswerReader(bytes);
  const answer = reader.answer();
  return reader.usual ? answer : null;
}

class AnswerReader {
  /** False when something was met that this reader leaves alone; what it gives is then of no use. */
  usual = true;
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  answer(): FetchAnswer {
    return {
      // The broker has not throttled the request; it expects the client to, as kafkajs then does.
      throttleTime: 0,
      clientSideThrottleTime: this.int32(),
      errorCode: this.int16(),
      sessionId: this.int32(),
      responses: this.list(() => ({ topicName: this.text(), partitions: this.list(() => this.partition()) })),
    };
  }

  private partition(): FetchedPartition {
    return {
      partition: this.int32(),
      errorCode: this.int16(),
      highWatermark: this.int64(),
      lastStableOffset: this.int64(),
      lastStartOffset: this.int64(),
      abortedTransactions: this.noneAborted(),
      preferredReadReplica: this.int32(),
      messages: this.runs(),
    };
  }

  private noneAborted(): readonly never[] {
    if (this.int32() > 0) this.usual = false;
    return [];
  }

  private runs(): RecordRun[] {
    const length = this.int32();
    if (!this.usual || length <= 0) return [];
    const start = this.at;
    this.at += length;
    if (this.at > this.bytes.length)
      throw new RangeError(`expected ${length} bytes of records, got ${this.bytes.length - start}`);
    const runs = recordRuns(this.bytes, start, this.at);
    if (!runs) this.usual = false;
    return runs ?? [];
  }

  private list<T>(one: () => T): T[] {
    const items: T[] = [];
    for (let rest = this.int32(); rest > 0 && this.usual; rest--) items.push(one());
    return items;
  }

  private text(): string {
    const length = this.int16();
    this.at += length;
    return this.bytes.toString("utf8", this.at - length, this.at);
  }

  private int16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }

  private int32(): number {
    this.at += 4;
    return this.bytes.readInt32BE(this.at - 4);
  }

  private int64(): string {
    this.at += 8;
    return String(this.bytes.readBigInt64BE(this.at - 8));
  }
}
