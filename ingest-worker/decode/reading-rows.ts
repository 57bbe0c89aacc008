import type { DecodedPacket } from "@/lib/domain/decode-packet";
import { FIELDS } from "@/lib/domain/fields";
import { MAX_READINGS_PER_PACKET, type Source } from "@/lib/domain/packet";
import { SLOT_COUNT, type SlotValue, type StoredReading } from "@/lib/domain/stored-reading";

/**
 * Readings of one packet as columns: what the scanner fills and the encoder and state read, reused from packet to
 * packet so that a reading costs no allocation. `masks` has bit `slot` set where the reading has that value; numbers
 * are scaled integers, truths 0 or 1, texts an index into `texts`.
 */
export class ReadingRows {
  bikeId = "";
  source: Source = "iot";
  count = 0;
  readonly times = new Float64Array(MAX_READINGS_PER_PACKET);
  readonly masks = new Uint32Array(MAX_READINGS_PER_PACKET);
  readonly values = new Float64Array(MAX_READINGS_PER_PACKET * SLOT_COUNT);
  texts: SlotValue[] = [];

  clear(): void {
    this.count = 0;
    if (this.texts.length > 0) this.texts = [];
  }

  /** Appends a reading in value form; the way of packets that the scanner leaves to the general decoder. */
  append(reading: StoredReading): void {
    const row = this.count++;
    let mask = 0;
    for (const [slot, value] of reading.values.entries()) {
      if (value === undefined) continue;
      mask |= 1 << slot;
      this.values[row * SLOT_COUNT + slot] = this.cell(value);
    }
    this.times[row] = reading.timeMs;
    this.masks[row] = mask >>> 0;
  }

  /** The reading of a row in value form. */
  reading(row: number): StoredReading {
    const mask = this.masks[row] ?? 0;
    const values: (SlotValue | undefined)[] = new Array(SLOT_COUNT);
    for (let slot = 0; slot < SLOT_COUNT; slot++) {
      if (mask & (1 << slot))
        values[slot] = cellValue(slot, this.values[row * SLOT_COUNT + slot] ?? 0, this.texts);
    }
    return { timeMs: this.times[row] ?? Number.NaN, values };
  }

  private cell(value: SlotValue): number {
    if (typeof value === "number") return value;
    if (typeof value === "boolean") return value ? 1 : 0;
    return this.texts.push(value) - 1;
  }
}

/** Value of a cell in the form of the contract. */
function cellValue(slot: number, cell: number, texts: readonly SlotValue[]): SlotValue {
  const kind = FIELDS[slot]?.kind;
  if (kind === "number") return cell;
  if (kind === "boolean") return cell === 1;
  return texts[cell] ?? "";
}

/** Fills the rows with readings `from` (inclusive) to `to` (exclusive) of a packet decoded the general way. */
export function fillRows(rows: ReadingRows, packet: DecodedPacket, from: number, to: number): void {
  rows.clear();
  rows.bikeId = packet.bikeId;
  rows.source = packet.source;
  for (const reading of packet.readings.slice(from, to)) rows.append(reading);
}
