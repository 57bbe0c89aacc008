import { HEADER, type Source } from "@/lib/domain/packet";
import type { FetchedRecord } from "@/lib/kafka/consumer";
import type { Span } from "@/lib/trace/span";
import type { Origin } from "./ticket";

type Headers = FetchedRecord["headers"];

/** What the edge said of a record in its headers. */
interface Stamp {
  readonly headers: Headers;
  /** NaN where there is no usable one. */
  readonly receivedAtMs: number;
  readonly client: string;
}

/** Milliseconds since epoch as the edge writes them: whole, and so few digits that any date can hold them. */
const STAMP = /^\d{1,15}$/;

/** Decoded once for a run of records that carry the same headers: all of an upload do. */
let latest: Stamp = { headers: {}, receivedAtMs: Number.NaN, client: "" };

function stampIn(headers: Headers): Stamp {
  if (headers === latest.headers) return latest;
  const stamp = textOf(headers[HEADER.receivedAt]);
  latest = {
    headers,
    receivedAtMs: STAMP.test(stamp) ? Number(stamp) : Number.NaN,
    client: textOf(headers[HEADER.ingestClient]),
  };
  return latest;
}

/** Empty where a header is missing or was sent more than once. */
const textOf = (header: Headers[string]): string => (Buffer.isBuffer(header) ? header.toString("utf8") : "");

/** A record as the lanes see it, and what it was decoded to. */
export class RecordOrigin implements Origin {
  source: Source = "app";

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly record: FetchedRecord,
    private readonly stamp: Stamp,
    readonly span: Span | null,
  ) {}

  get offset(): string {
    return this.record.offset;
  }

  get key(): Buffer | null {
    return this.record.key;
  }

  get value(): Buffer {
    return this.record.value;
  }

  get valueBytes(): number {
    return this.record.valueEnd - this.record.valueStart;
  }

  get headers(): Headers {
    return this.record.headers;
  }

  get bikeId(): string {
    return this.record.key?.toString("latin1") ?? "";
  }

  get receivedAtMs(): number {
    return this.stamp.receivedAtMs;
  }

  get client(): string {
    return this.stamp.client;
  }
}

export const originOf = (
  topic: string,
  partition: number,
  record: FetchedRecord,
  span: Span | null = null,
): RecordOrigin => new RecordOrigin(topic, partition, record, stampIn(record.headers), span);
