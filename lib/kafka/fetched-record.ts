import type { KafkaMessage } from "kafkajs";

export type RecordHeaders = Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;

/** A record in the bytes that it was fetched in: nothing is copied out of them before somebody asks for it. */
export class FetchedRecord {
  constructor(
    /** What came with it; key and value are stretches of these. */
    readonly bytes: Buffer,
    /** Offset of the first record of its batch, and of this one from there. */
    private readonly firstOffset: number,
    private readonly offsetDelta: number,
    /** Below zero where there is none. */
    private readonly keyStart: number,
    private readonly keyEnd: number,
    readonly valueStart: number,
    readonly valueEnd: number,
    /** The same object for neighbours that carry the same. */
    readonly headers: RecordHeaders,
  ) {}

  get offset(): string {
    return String(this.firstOffset + this.offsetDelta);
  }

  get key(): Buffer | null {
    return this.keyStart < 0 ? null : this.bytes.subarray(this.keyStart, this.keyEnd);
  }

  /** Empty where there is none. */
  get value(): Buffer {
    return this.bytes.subarray(this.valueStart, this.valueEnd);
  }

  /** Whether the key is this text; only for texts of ASCII. */
  hasKey(text: string): boolean {
    const { bytes, keyStart } = this;
    if (keyStart < 0 || this.keyEnd - keyStart !== text.length) return false;
    for (let at = 0; at < text.length; at++) if (bytes[keyStart + at] !== text.charCodeAt(at)) return false;
    return true;
  }
}

const NO_HEADERS: RecordHeaders = {};
const NOTHING = Buffer.alloc(0);

/** A record that kafkajs decoded. */
export function recordOfMessage({ key, value, headers, offset }: KafkaMessage): FetchedRecord {
  const keyEnd = key?.length ?? 0;
  const bytes = Buffer.concat([key ?? NOTHING, value ?? NOTHING]);
  const keyStart = key === null ? -1 : 0;
  return new FetchedRecord(
    bytes,
    Number(offset),
    0,
    keyStart,
    keyEnd,
    keyEnd,
    bytes.length,
    headers ?? NO_HEADERS,
  );
}
