import { FIELDS } from "@/lib/domain/fields";
import type { Source } from "@/lib/domain/packet";
import { SLOT_COUNT, type SlotValue } from "@/lib/domain/stored-reading";
import type { TimeWindow } from "@/lib/domain/window";
import type { Span } from "@/lib/trace/span";
import type { ReadingRows } from "../decode/reading-rows";
import type { Origin, Ticket } from "../lane/ticket";
import type { BikeState } from "../state/bike-state";
import { encodeLine, MAX_LINE_BYTES } from "./encode-line";

const MAX_BODY_BYTES = 2_500_000;
/** More links than these no receiver shows, and a batch of nothing but traced uploads must not cost much. */
const MAX_SPANS = 100;

const TEXT_MASK = FIELDS.reduce((mask, field, slot) => ("maxLength" in field ? mask | (1 << slot) : mask), 0);

function widened<T extends Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Readings of one window on their way to Elasticsearch: bulk lines and, beside them, what each says about its bike. */
export class SeriesBatch {
  count = 0;
  bytes = 0;
  body = Buffer.allocUnsafeSlow(64 * 1024);
  /** Offset of each row's lines, and behind the last. */
  starts = new Uint32Array(257);
  times = new Float64Array(256);
  masks = new Uint32Array(256);
  values = new Float64Array(256 * SLOT_COUNT);
  texts: SlotValue[] = [];
  sources: Source[] = [];
  bikes: BikeState[] = [];
  origins: Origin[] = [];
  readonly tickets = new Set<Ticket>();
  latestTicket: Ticket | null = null;
  /** In which its records were taken over, of the traces that are recorded. */
  readonly spans = new Set<Span>();
  openedAtMs = 0;
  /** The earliest stamp of the edge among its readings, ms since epoch. */
  oldestMs = Number.POSITIVE_INFINITY;
  /** Bytes of the records that its readings came from: they live as long as the batch. */
  private recordBytes = 0;

  constructor(public window: TimeWindow) {}

  isFull(maxReadings: number): boolean {
    return this.count >= maxReadings || this.bytes >= MAX_BODY_BYTES;
  }

  /** What it keeps in memory. */
  get heldBytes(): number {
    return this.bytes + this.recordBytes;
  }

  add(
    rows: ReadingRows,
    row: number,
    bike: BikeState,
    origin: Origin,
    client: Uint8Array,
    latenessSeconds: number,
  ): void {
    const at = this.count;
    if (at === this.masks.length) this.grow();
    if (this.bytes + MAX_LINE_BYTES > this.body.length) this.growBody();
    this.starts[at] = this.bytes;
    const part = bike.linePart(rows.source);
    this.bytes = encodeLine(this.body, this.bytes, rows, row, part, latenessSeconds, client);
    this.starts[at + 1] = this.bytes;
    this.times[at] = rows.times[row] ?? 0;
    const mask = rows.masks[row] ?? 0;
    this.masks[at] = mask;
    const [from, to] = [row * SLOT_COUNT, at * SLOT_COUNT];
    for (let rest = mask; rest !== 0; rest &= rest - 1) {
      const slot = 31 - Math.clz32(rest & -rest);
      this.values[to + slot] = rows.values[from + slot] ?? 0;
    }
    if (rows.texts.length > 0) this.copyTexts(rows, row, to);
    this.sources[at] = rows.source;
    this.bikes[at] = bike;
    bike.held++;
    if (at === 0 || this.origins[at - 1] !== origin) this.enter(origin);
    this.origins[at] = origin;
    this.count = at + 1;
  }

  /** Bulk lines of one row. */
  lines(row: number): Buffer {
    return this.body.subarray(this.starts[row] ?? 0, this.starts[row + 1] ?? 0);
  }

  /** The document of one row, as it was sent. */
  document(row: number): Record<string, unknown> {
    const lines = this.lines(row);
    return JSON.parse(lines.toString("utf8", lines.indexOf(0x0a) + 1));
  }

  /** Empties it for another use, and lets go of the records it came from. */
  clear(): void {
    this.count = 0;
    this.bytes = 0;
    this.texts = [];
    this.sources.length = 0;
    for (const bike of this.bikes) bike.held--;
    this.bikes.length = 0;
    this.origins.length = 0;
    this.tickets.clear();
    this.latestTicket = null;
    this.spans.clear();
    this.oldestMs = Number.POSITIVE_INFINITY;
    this.recordBytes = 0;
  }

  private enter(origin: Origin): void {
    this.recordBytes += origin.valueBytes;
    if (origin.receivedAtMs < this.oldestMs) this.oldestMs = origin.receivedAtMs;
    if (origin.span !== null && this.spans.size < MAX_SPANS) this.spans.add(origin.span);
  }

  private copyTexts(rows: ReadingRows, row: number, to: number): void {
    for (let rest = (rows.masks[row] ?? 0) & TEXT_MASK; rest !== 0; rest &= rest - 1) {
      const slot = 31 - Math.clz32(rest & -rest);
      const value = rows.texts[rows.values[row * SLOT_COUNT + slot] ?? 0];
      if (value !== undefined) this.values[to + slot] = this.texts.push(value) - 1;
    }
  }

  private grow(): void {
    const capacity = this.masks.length * 2;
    this.starts = widened(this.starts, new Uint32Array(capacity + 1));
    this.times = widened(this.times, new Float64Array(capacity));
    this.masks = widened(this.masks, new Uint32Array(capacity));
    this.values = widened(this.values, new Float64Array(capacity * SLOT_COUNT));
  }

  private growBody(): void {
    const wider = Buffer.allocUnsafeSlow(this.body.length * 2);
    this.body.copy(wider, 0, 0, this.bytes);
    this.body = wider;
  }
}
