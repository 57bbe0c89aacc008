import { AppError } from "@/lib/errors";
import { elementsOf, isSpace, trim } from "./json-slices";

export type UploadFormat = "json" | "ndjson";

/** Beyond any phone's season of rides; each packet costs work however short it is. */
export const MAX_PACKETS = 20_000;

const FORMATS: Readonly<Record<string, UploadFormat>> = {
  "application/json": "json",
  "application/x-ndjson": "ndjson",
  "application/ndjson": "ndjson",
};
const NEWLINE = 0x0a;
const OPEN_LIST = 0x5b;

/** @throws AppError `unsupported` for a type that is neither JSON nor NDJSON. */
export function formatOf(contentType: string | null): UploadFormat {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const format = FORMATS[type];
  if (format) return format;
  const got = type === "" ? "none" : `"${type.slice(0, 60)}"`;
  throw new AppError(
    "unsupported",
    `Content-Type: expected ${Object.keys(FORMATS).join(" or ")}, got ${got}`,
  );
}

/**
 * The bytes of each packet of an upload: JSON is one packet or a list of packets, NDJSON one packet a line (empty lines
 * do not count). Whether a packet can be decoded is not looked at.
 * @throws AppError `invalid` when there is no packet, or a list without end; `too-large` for more than 20,000 packets.
 */
export function packetSlices(body: Buffer, format: UploadFormat): Buffer[] {
  const packets = format === "ndjson" ? linesOf(body) : jsonPackets(body);
  if (packets.length === 0) throw new AppError("invalid", "body: expected at least one packet, got none");
  if (packets.length > MAX_PACKETS)
    throw new AppError("too-large", `body: expected at most ${MAX_PACKETS} packets in an upload, got more`);
  return packets;
}

function jsonPackets(body: Buffer): Buffer[] {
  const text = trim(body);
  if (text.length === 0) return [];
  if (text[0] !== OPEN_LIST) return [text];
  const elements = elementsOf(text, MAX_PACKETS);
  if (!elements)
    throw new AppError("invalid", "body: expected one JSON list of packets, got an unfinished one");
  return elements;
}

function linesOf(body: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; lines.length <= MAX_PACKETS; ) {
    while (isSpace(body[start])) start++;
    if (start >= body.length) break;
    const newline = body.indexOf(NEWLINE, start);
    const end = newline < 0 ? body.length : newline;
    lines.push(trim(body.subarray(start, end)));
    start = end + 1;
  }
  return lines;
}
