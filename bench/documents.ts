import { ReadingRows } from "@/ingest-worker/decode/reading-rows";
import { scanPacket } from "@/ingest-worker/decode/scan-packet";
import { clientPart, encodeLine, MAX_LINE_BYTES, packetPart } from "@/ingest-worker/series/encode-line";
import { latenessSeconds } from "@/lib/domain/placing";

/** Readings in a bulk of the plain client, as many as the worker's own bulks have at most. */
const READINGS_PER_BULK = 5_000;

/** The very bulk lines that the worker sends for these packets, one buffer per reading. */
export function bulkLines(
  packets: Iterable<Buffer>,
  receivedAtMs: (eventMs: number) => number,
  client: string,
): Buffer[] {
  const rows = new ReadingRows();
  const part = clientPart(client);
  const line = Buffer.allocUnsafe(MAX_LINE_BYTES);
  const lines: Buffer[] = [];
  for (const packet of packets) {
    if (!scanPacket(packet, rows)) throw new Error("a bench packet is not an ordinary one");
    const head = packetPart(rows.bikeId, rows.source);
    for (let row = 0; row < rows.count; row++) {
      const time = rows.times[row] ?? 0;
      const end = encodeLine(line, 0, rows, row, head, latenessSeconds(time, receivedAtMs(time)), part);
      lines.push(Buffer.from(line.subarray(0, end)));
    }
  }
  return lines;
}

export function bulkBodies(lines: readonly Buffer[]): Buffer[] {
  const bodies: Buffer[] = [];
  for (let from = 0; from < lines.length; from += READINGS_PER_BULK) {
    bodies.push(Buffer.concat(lines.slice(from, from + READINGS_PER_BULK)));
  }
  return bodies;
}
