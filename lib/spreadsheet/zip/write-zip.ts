import { crc32, deflateRawSync } from "node:zlib";

export interface ZipPart {
  readonly name: string;
  readonly text: string;
}

/** 1 January 1980, the first day that zip knows: the same parts give the same bytes. */
const DAY = 0x21;
const VERSION = 20;
const UTF8_NAMES = 0x800;
const DEFLATE = 8;

/** An archive of deflated parts, in their order. */
export function writeZip(parts: readonly ZipPart[]): Uint8Array {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, "utf8");
    const unpacked = Buffer.from(part.text, "utf8");
    const packed = deflateRawSync(unpacked);
    const facts = factsOf(unpacked, packed, name);
    const local = Buffer.concat([uint32(0x04034b50), uint16(VERSION), facts, uint16(0), name, packed]);
    const comments = Buffer.concat([uint16(0), uint16(0), uint16(0), uint16(0), uint32(0), uint32(at)]);
    directory.push(uint32(0x02014b50), uint16(VERSION), uint16(VERSION), facts, comments, name);
    pieces.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const counts = [uint16(0), uint16(0), uint16(parts.length), uint16(parts.length)];
  const end = [uint32(0x06054b50), ...counts, uint32(central.length), uint32(at), uint16(0)];
  return Buffer.concat([...pieces, central, ...end]);
}

/** What local header and directory both tell: from flags to the length of the name. */
const factsOf = (unpacked: Buffer, packed: Buffer, name: Buffer): Buffer =>
  Buffer.concat([
    uint16(UTF8_NAMES),
    uint16(DEFLATE),
    uint16(0),
    uint16(DAY),
    uint32(crc32(unpacked)),
    uint32(packed.length),
    uint32(unpacked.length),
    uint16(name.length),
  ]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
