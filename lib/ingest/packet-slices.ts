import { AppError } from "@/lib/errors";
import { addTrimmed, elementsOf, isSpace } from "./json-slices";
import { Slices } from "./slices";

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
 * The packets of an upload as bytes: JSON is one packet or a list of packets, NDJSON one packet a line (empty lines do
 * not count). Whether a packet can be decoded is not looked at.
 * @throws AppError `invalid` when there is no packet, or a list without end; `too-large` for more than 20,000 packets.
 */
export function packetSlices(body: Buffer, format: UploadFormat): Slices {
  const packets = format === "ndjson" ? linesOf(body) : jsonPackets(body);
  if (packets.length === 0) throw new AppError("invalid", "body: expected at least one packet, got none");
  if (packets.length > MAX_PACKETS)
    throw new AppError("too-large", `body: expected at most ${MAX_PACKETS} packets in an upload, got more`);
  return packets;
}

function jsonPackets(body: Buffer): Slices {
  const whole = new Slices(body);
  addTrimmed(whole, 0, body.length);
  if (whole.bytesAt(0) === 0) return new Slices(body);
  if (whole.at(0)[0] !== OPEN_LIST) return whole;
  const elements = elementsOf(body, MAX_PACKETS);
  if (!elements)
    throw new AppError("invalid", "body: expected one JSON list of packets, got an unfinished one");
  return elements;
}

function linesOf(body: Buffer): Slices {
  const lines = new Slices(body);
  for (let start = 0; lines.length <= MAX_PACKETS; ) {
    while (isSpace(body[start])) start++;
    if (start >= body.length) break;
    const newline = body.indexOf(NEWLINE, start);
    const end = newline < 0 ? body.length : newline;
    addTrimmed(lines, start, end);
    start = end + 1;
  }
  return lines;
}
