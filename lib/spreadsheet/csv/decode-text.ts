import { isUtf8 } from "node:buffer";
import { AppError } from "@/lib/errors";
import { invalidFile } from "../refuse";
import type { Sheet } from "../sheet";

const CHUNK_BYTES = 64 * 1024;

/** How the bytes of a text are to be read: its mark, else UTF-8, else what Windows wrote for decades. */
export function encodingOf(bytes: Buffer): Sheet["encoding"] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes.includes(0)) throw invalidFile("a CSV file or an .xlsx workbook", "a file that is no text");
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

/** The text in pieces, without the mark of its encoding. */
export function* decodeText(bytes: Buffer, encoding: Sheet["encoding"]): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
      yield decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true });
    yield decoder.decode();
  } catch (fault) {
    throw fault instanceof AppError ? fault : invalidFile(`text in ${encoding}`, "bytes that are none");
  }
}
