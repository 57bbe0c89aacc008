import type { Source } from "@/lib/domain/packet";
import type { Span } from "@/lib/trace/span";

/** A record as it came from Kafka; kept until everything in it has a durable outcome. */
export interface Origin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer;
  readonly valueBytes: number;
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
  /** What the key says. */
  readonly bikeId: string;
  /** Who recorded it; known once the record is decoded. */
  source: Source;
  /** The edge's clock; NaN where its stamp is missing. */
  readonly receivedAtMs: number;
  readonly client: string;
  /** Of its being taken over; null where its trace is not recorded. */
  readonly span: Span | null;
}

/** A record as it was, but for its value. */
export const withValue = (origin: Origin, value: Buffer): Origin => ({
  topic: origin.topic,
  partition: origin.partition,
  offset: origin.offset,
  key: origin.key,
  value,
  valueBytes: value.length,
  headers: origin.headers,
  bikeId: origin.bikeId,
  source: origin.source,
  receivedAtMs: origin.receivedAtMs,
  client: origin.client,
  span: origin.span,
});

/** Counts what is still open of a stretch of records; calls back once when nothing is. */
export class Ticket {
  private open = 1;
  constructor(private readonly settled: () => void) {}

  hold(): void {
    this.open++;
  }

  release(): void {
    if (--this.open === 0) this.settled();
  }
}
