import { FetchedRecord, type RecordHeaders } from "./fetched-record";
import { VarintReader } from "./varint-reader";

/** Bytes of a batch before its records, from its first offset on; and of what its length does not count. */
const BATCH_HEAD = 61;
const BEFORE_LENGTH_ENDS = 12;
const MAGIC = 2;
/** Compression, transactional, control. */
const UNUSUAL_ATTRIBUTES = 0x07 | 0x10 | 0x20;

/**
 * A batch of records as it was fetched, not yet taken apart. To kafkajs it looks like one message with the offset of
 * the last record: that is what it filters and goes on by.
 */
export class RecordRun {
  readonly isControlRecord = false;
  readonly offset: string;

  constructor(
    private readonly bytes: Buffer,
    /** Where its records begin and end. */
    private readonly start: number,
    private readonly end: number,
    private readonly count: number,
    private readonly firstOffset: number,
    lastOffsetDelta: number,
  ) {
    this.offset = String(firstOffset + lastOffsetDelta);
  }

  /**
   * Appends the records from `fromOffset` on; a broker sends whole batches, whichever of their records was asked for.
   * @throws Error for bytes that are no records.
   */
  appendTo(records: FetchedRecord[], fromOffset: number): void {
    const { bytes, firstOffset } = this;
    const reader = new VarintReader(bytes, this.start, this.end);
    let headers = NO_HEADERS;
    let headersStart = 0;
    let headersEnd = 0;
    for (let index = 0; index < this.count; index++) {
      const end = reader.block();
      reader.skip(1);
      reader.varint();
      const offsetDelta = reader.varint();
      const keyLength = reader.varint();
      const keyStart = keyLength < 0 ? -1 : reader.at;
      const keyEnd = reader.skip(keyLength);
      const valueLength = reader.varint();
      const valueStart = reader.at;
      const valueEnd = reader.skip(valueLength);
      if (!sameBytes(bytes, headersStart, headersEnd, reader.at, end)) {
        headersStart = reader.at;
        headersEnd = end;
        headers = headersIn(reader);
      }
      reader.moveTo(end);
      if (firstOffset + offsetDelta < fromOffset) continue;
      records.push(
        new FetchedRecord(bytes, firstOffset, offsetDelta, keyStart, keyEnd, valueStart, valueEnd, headers),
      );
    }
    if (reader.at !== this.end) throw new Error(`expected ${this.count} records, got bytes behind them`);
  }
}

const NO_HEADERS: RecordHeaders = {};

/**
 * The batches in `bytes` between `start` and `end`, without the incomplete one at the end; null where one of them is
 * compressed, of a transaction, or of an older form.
 * @see Kafka protocol guide, "Record Batch"
 */
export function recordRuns(bytes: Buffer, start: number, end: number): RecordRun[] | null {
  const runs: RecordRun[] = [];
  for (let at = start; at + BATCH_HEAD <= end; ) {
    const next = at + BEFORE_LENGTH_ENDS + bytes.readInt32BE(at + 8);
    if (next > end) break;
    const firstOffset = Number(bytes.readBigInt64BE(at));
    const attributes = bytes.readInt16BE(at + 21);
    const usual = bytes[at + 16] === MAGIC && (attributes & UNUSUAL_ATTRIBUTES) === 0;
    if (!usual || !Number.isSafeInteger(firstOffset) || next < at + BATCH_HEAD) return null;
    const count = bytes.readInt32BE(at + 57);
    runs.push(new RecordRun(bytes, at + BATCH_HEAD, next, count, firstOffset, bytes.readInt32BE(at + 23)));
    at = next;
  }
  return runs;
}

/** Several values of one name become a list. */
function headersIn(reader: VarintReader): RecordHeaders {
  const headers: Record<string, Buffer | Buffer[]> = Object.create(null);
  const count = reader.varint();
  for (let index = 0; index < count; index++) {
    const name = reader.bytes(reader.varint()).toString("utf8");
    const value = Buffer.from(reader.bytes(reader.varint()));
    const known = headers[name];
    headers[name] = known === undefined ? value : [known, value].flat();
  }
  return headers;
}

function sameBytes(bytes: Buffer, a: number, aEnd: number, b: number, bEnd: number): boolean {
  const length = aEnd - a;
  if (length !== bEnd - b) return false;
  for (let at = 0; at < length; at++) if (bytes[a + at] !== bytes[b + at]) return false;
  return true;
}
