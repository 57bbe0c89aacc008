import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "@/lib/errors";

/** Most bytes of an upload, packed and unpacked alike. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** A body that comes more slowly holds memory for nothing. */
const COMPLETE_WITHIN_MS = 30_000;
/** Who is refused while still sending has this long to hear of it and to come to an end. */
const DISCARD_WITHIN_MS = 5_000;
const BLOCK_BYTES = 16 * 1024;

interface ReadOptions {
  readonly maxBytes?: number;
  readonly completeWithinMs?: number;
  /** Told of bytes as they come, and of those that unpacking makes of them; may throw. */
  readonly charge?: (bytes: number) => void;
  /** Told how many unpacked bytes are held in all, before they are kept; may throw. */
  readonly cover?: (bytes: number) => void;
}

/**
 * The whole body of an upload, unpacked. Unpacking stops at the first byte over the limit, so that a small archive of
 * something endless costs no more than any upload. Of a body that is refused before its end the rest is thrown away as it
 * comes, at most `maxBytes` of it: otherwise the answer could be lost, or the connection be of no use for the next upload.
 * @throws AppError `too-large`, `too-slow`, `unsupported` (encoding), `invalid` (damaged or truncated gzip, connection
 *   lost), and what `charge` and `cover` throw.
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  encoding: string | null,
  { maxBytes = MAX_BODY_BYTES, completeWithinMs = COMPLETE_WITHIN_MS, charge, cover }: ReadOptions = {},
): Promise<Buffer> {
  const packed = isPacked(encoding);
  if (!body) return Buffer.alloc(0);
  const received = limited(chunksOf(body, completeWithinMs, maxBytes), maxBytes, charge);
  if (!packed) return collect(received, cover);
  const gunzip = createGunzip();
  const source = Readable.from(received, { objectMode: false });
  source.on("error", (fault) => gunzip.destroy(fault));
  source.pipe(gunzip);
  try {
    return await collect(limited(gunzip, maxBytes, charge), cover);
  } catch (fault) {
    if (fault instanceof AppError) throw fault;
    throw new AppError("invalid", "body: expected complete gzip data, got damaged or truncated data", {
      cause: fault,
    });
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function isPacked(encoding: string | null): boolean {
  const name = encoding?.trim().toLowerCase() ?? "";
  if (name === "" || name === "identity") return false;
  if (name === "gzip") return true;
  throw new AppError("unsupported", `Content-Encoding: expected gzip or none, got "${name.slice(0, 40)}"`);
}

async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  completeWithinMs: number,
  maxDiscardedBytes: number,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const cancel = () => reader.cancel().catch(() => undefined);
  let overdue = false;
  const timer = setTimeout(() => {
    overdue = true;
    void cancel();
  }, completeWithinMs);
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new AppError("invalid", "body: the connection was lost before its end", { cause });
      });
      if (overdue) {
        const seconds = completeWithinMs / 1_000;
        throw new AppError("too-slow", `body: expected its end within ${seconds} s, got none; send it again`);
      }
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(timer);
    void discard(reader, maxDiscardedBytes);
  }
}

/** Reads what still comes, for a while, and lets go. Of a body that is at its end, or lost, nothing does. */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<void> {
  const cancel = () => reader.cancel().catch(() => undefined);
  const timer = setTimeout(cancel, DISCARD_WITHIN_MS);
  try {
    for (let bytes = 0; bytes < maxBytes; ) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
    }
  } catch {
    // The connection is lost: its sender hears nothing more.
  } finally {
    clearTimeout(timer);
    await cancel();
  }
}

async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  charge: ReadOptions["charge"],
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of chunks) {
    charge?.(chunk.byteLength);
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new AppError("too-large", `body: expected at most ${maxBytes} bytes unpacked, got more`);
    }
    yield chunk;
  }
}

/** Copied into blocks, because a body may come in chunks of one byte, and each chunk takes hundreds. */
async function collect(chunks: AsyncIterable<Uint8Array>, cover: ReadOptions["cover"]): Promise<Buffer> {
  const blocks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    cover?.(bytes + chunk.byteLength);
    for (let at = 0; at < chunk.byteLength; ) {
      const used = bytes % BLOCK_BYTES;
      if (used === 0) blocks.push(Buffer.allocUnsafe(BLOCK_BYTES));
      const part = chunk.subarray(at, at + BLOCK_BYTES - used);
      blocks.at(-1)?.set(part, used);
      bytes += part.length;
      at += part.length;
    }
  }
  return Buffer.concat(blocks, bytes);
}
