import { crc32, createInflateRaw } from "node:zlib";
import { AppError } from "@/lib/errors";
import { SHEET_LIMITS } from "../limits";
import { damagedFile, tooLarge } from "../refuse";
import type { ZipEntry } from "./read-directory";

const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const CHUNK_BYTES = 64 * 1024;

/** Bytes that may still be unpacked from one file, whichever parts they come from. */
export class UnpackingBudget {
  private left: number = SHEET_LIMITS.unpackedBytes;

  spend(bytes: number): void {
    this.left -= bytes;
    if (this.left < 0) throw tooLarge("unpackedBytes", "more");
  }
}

/** The contents of a part, piece by piece; what does not end with its stated size and checksum is damaged. */
export async function* unpackEntry(
  bytes: Buffer,
  entry: ZipEntry,
  budget: UnpackingBudget,
): AsyncGenerator<Buffer> {
  if (entry.unpackedBytes > SHEET_LIMITS.unpackedBytes) throw tooLarge("unpackedBytes", "more");
  const packed = packedPart(bytes, entry);
  let crc = 0;
  let size = 0;
  for await (const chunk of entry.method === 0 ? [packed] : inflated(packed)) {
    budget.spend(chunk.length);
    size += chunk.length;
    if (size > entry.unpackedBytes) break;
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (size !== entry.unpackedBytes || crc !== entry.crc) throw damagedFile(`a broken part (${entry.name})`);
}

function packedPart(bytes: Buffer, entry: ZipEntry): Buffer {
  const { headerAt } = entry;
  if (headerAt + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(headerAt) !== LOCAL)
    throw damagedFile(`a missing part (${entry.name})`);
  const start =
    headerAt + LOCAL_BYTES + bytes.readUInt16LE(headerAt + 26) + bytes.readUInt16LE(headerAt + 28);
  if (start + entry.packedBytes > bytes.length) throw damagedFile(`a part beyond its end (${entry.name})`);
  return bytes.subarray(start, start + entry.packedBytes);
}

async function* inflated(packed: Buffer): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize: CHUNK_BYTES });
  stream.end(packed);
  try {
    for await (const chunk of stream) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
  } catch (fault) {
    throw fault instanceof AppError ? fault : damagedFile("a part that cannot be unpacked");
  } finally {
    stream.destroy();
  }
}
