import type { Source } from "@/lib/domain/packet";

/** A record as it came from Kafka; kept until everything in it has a durable outcome. */
export interface Origin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
  readonly bikeId: string;
  /** Who recorded it; known once the record is decoded. */
  source: Source;
  readonly receivedAtMs: number;
  readonly client: string;
}

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
