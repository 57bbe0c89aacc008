/** A message's fields by number; of each the values as often as they came. */
export type Fields = ReadonlyMap<number, readonly (Buffer | bigint)[]>;

/**
 * Takes a message of protocol buffers apart: stretches of bytes, and numbers of every kind as their bits.
 * @see Protocol Buffers, "Encoding"
 */
export function fieldsOf(bytes: Buffer): Fields {
  const fields = new Map<number, (Buffer | bigint)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const stretch = (length: number): Buffer => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const VALUE: Readonly<Record<number, () => Buffer | bigint>> = {
    0: varint,
    1: () => stretch(8).readBigUInt64LE(),
    2: () => stretch(Number(varint())),
    5: () => BigInt(stretch(4).readUInt32LE()),
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const value = VALUE[tag & 7];
    if (!value) throw new Error(`expected a field of a known kind, got ${tag & 7}`);
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value()]);
  }
  return fields;
}

/** The messages, texts or bytes of a field. */
export const stretchesOf = (fields: Fields, number: number): Buffer[] =>
  (fields.get(number) ?? []).filter((value) => Buffer.isBuffer(value));
