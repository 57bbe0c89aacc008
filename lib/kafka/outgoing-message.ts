export interface OutgoingMessage {
  /** Decides the partition: bike id, or what the topic is keyed by. */
  readonly key: string;
  /** The key that decides the partition instead, where several keys have to be in one. */
  readonly placedAs?: string;
  /** Null erases a key of a compacted topic. */
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a broker takes in one batch, 1,048,588 bytes unless told otherwise, less the batch's own framing. */
export const MAX_MESSAGE_BYTES = 1_048_588 - 100;

/** Lengths, deltas and attributes of a record, each as long as its encoding can be. */
const RECORD_BYTES = 32;
/** Both lengths of a header. */
const HEADER_BYTES = 10;

/** Most bytes that a message takes in a batch. */
export function encodedBytes({ key, value, headers = {} }: OutgoingMessage): number {
  let bytes = RECORD_BYTES + Buffer.byteLength(key) + (value === null ? 0 : Buffer.byteLength(value));
  for (const [name, text] of Object.entries(headers)) {
    bytes += HEADER_BYTES + Buffer.byteLength(name) + Buffer.byteLength(text);
  }
  return bytes;
}
