import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "@/lib/errors";

/** Most bytes of an upload, packed and unpacked alike. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** A body that comes more slowly holds memory for nothing. */
const COMPLETE_WITHIN_MS = 30_000;

interface ReadOptions {
  readonly maxBytes?: number;
  readonly completeWithinMs?: number;
  /** Told how many unpacked bytes are held in all, before they are kept; may throw. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * The whole body of an upload, unpacked. Reading stops at the first byte over the limit, so that a small archive of
 * something endless costs no more than any upload.
 * @throws AppError `too-large`, `too-slow`, `unsupported` (encoding), `invalid` (damaged or truncated gzip, connection
 *   lost), and what `onBytes` throws.
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  encoding: string | null,
  { maxBytes = MAX_BODY_BYTES, completeWithinMs = COMPLETE_WITHIN_MS, onBytes }: ReadOptions = {},
): Promise<Buffer> {
  const packed = isPacked(encoding);
  if (!body) return Buffer.alloc(0);
  const received = limited(chunksOf(body, completeWithinMs), maxBytes);
  if (!packed) return collect(received, onBytes);
  const gunzip = createGunzip();
  const source = Readable.from(received, { objectMode: false });
  source.on("error", (fault) => gunzip.destroy(fault));
  source.pipe(gunzip);
  try {
    return await collect(limited(gunzip, maxBytes), onBytes);
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
    void cancel();
  }
}

async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new AppError("too-large", `body: expected at most ${maxBytes} bytes unpacked, got more`);
    }
    yield chunk;
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>, onBytes: ReadOptions["onBytes"]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    onBytes?.(bytes);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
