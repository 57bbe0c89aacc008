/** Reads zigzag varints (protocol buffers' signed form, of at most 64 bits) and stretches of bytes, never past its end. */
export class VarintReader {
  constructor(
    private readonly all: Buffer,
    public at: number,
    private readonly end: number,
  ) {}

  /** A number of more than 31 bits loses its upper ones: lengths and differences of offsets have none. */
  varint(): number {
    const { all } = this;
    let at = this.at;
    let byte = all[at++] ?? 0;
    let value = byte & 0x7f;
    for (let shift = 7; byte & 0x80; shift += 7) {
      if (shift > 63) throw new Error("expected a varint of at most 10 bytes");
      byte = all[at++] ?? 0;
      if (shift < 32) value |= (byte & 0x7f) << shift;
    }
    this.moveTo(at);
    return (value >>> 1) ^ -(value & 1);
  }

  /** A block led by its length: where it ends. */
  block(): number {
    const length = this.varint();
    const end = this.at + length;
    if (length < 0 || end > this.end)
      throw new Error(`expected a block of at most ${this.end - this.at} bytes, got ${length}`);
    return end;
  }

  /** Past so many bytes; a length below zero stands for nothing. Returns the place behind them. */
  skip(length: number): number {
    if (length > 0) this.moveTo(this.at + length);
    return this.at;
  }

  bytes(length: number): Buffer {
    const start = this.at;
    return this.all.subarray(start, this.skip(length));
  }

  moveTo(place: number): void {
    if (place > this.end)
      throw new Error(`expected ${place - this.at} more bytes, got ${this.end - this.at}`);
    this.at = place;
  }
}
