import { SHEET_LIMITS } from "../limits";
import { damagedFile, invalidFile, tooLarge } from "../refuse";

/** One part of an archive, as its directory tells it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly headerAt: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const ZIP64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const MAX_COMMENT_BYTES = 0xffff;
const ENCRYPTED = 0x2041;
const INNER_ARCHIVE = /\.(zip|xls|xlsx|xlsm|xlsb|ods|7z|rar|gz|tar|jar)$/;

/**
 * The directory of a zip archive: parts by name, lower-case, with `/` between folders. Refused are archives that are
 * encrypted, divided, larger than plain zip allows, or that hold archives.
 */
export function readDirectory(bytes: Buffer): ReadonlyMap<string, ZipEntry> {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  const isLarge = end >= 20 && bytes.readUInt32LE(end - 20) === ZIP64_LOCATOR;
  if (isLarge || count === 0xffff || size === 0xffffffff || start === 0xffffffff)
    throw invalidFile("a plain zip archive", "one in the zip64 form");
  if (bytes.readUInt16LE(end + 4) !== 0 || bytes.readUInt16LE(end + 6) !== 0)
    throw invalidFile("one whole archive", "a part of a divided one");
  if (count > SHEET_LIMITS.archiveEntries) throw tooLarge("archiveEntries", String(count));
  if (start + size > end) throw damagedFile("a directory beyond its end");
  const entries = new Map<string, ZipEntry>();
  let at = start;
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = readEntry(bytes, at, start + size);
    if (entries.has(entry.name)) throw damagedFile("two parts of one name");
    entries.set(entry.name, entry);
    at = next;
  }
  return entries;
}

function findEnd(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = bytes.length - END_BYTES; at >= earliest; at -= 1)
    if (bytes.readUInt32LE(at) === END && at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length)
      return at;
  throw damagedFile("no end: it was cut off");
}

function readEntry(bytes: Buffer, at: number, end: number): { entry: ZipEntry; next: number } {
  if (at + CENTRAL_BYTES > end || bytes.readUInt32LE(at) !== CENTRAL) throw damagedFile("a broken directory");
  const nameEnd = at + CENTRAL_BYTES + bytes.readUInt16LE(at + 28);
  const next = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  if (next > end) throw damagedFile("a broken directory");
  const written = bytes.toString("utf8", at + CENTRAL_BYTES, nameEnd);
  const name = written.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();
  if ((bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0)
    throw invalidFile("a workbook that anybody can open", "one that is encrypted");
  if (INNER_ARCHIVE.test(name))
    throw invalidFile("a workbook", `an archive with another file in it (${written.slice(0, 80)})`);
  const method = bytes.readUInt16LE(at + 10);
  if (method !== 0 && method !== 8) throw damagedFile(`a part packed by method ${method}`);
  const packedBytes = bytes.readUInt32LE(at + 20);
  const unpackedBytes = bytes.readUInt32LE(at + 24);
  const headerAt = bytes.readUInt32LE(at + 42);
  if ([packedBytes, unpackedBytes, headerAt].includes(0xffffffff))
    throw invalidFile("a plain zip archive", "one in the zip64 form");
  return {
    entry: { name, method, crc: bytes.readUInt32LE(at + 16), packedBytes, unpackedBytes, headerAt },
    next,
  };
}
