import { ReadingRows } from "@/ingest-worker/decode/reading-rows";
import { scanPacket } from "@/ingest-worker/decode/scan-packet";
import { clientPart, encodeLine, MAX_LINE_BYTES, packetPart } from "@/ingest-worker/series/encode-line";
import { latenessSeconds } from "@/lib/domain/placing";

/** Readings in a bulk of the plain client, as many as the worker's own bulks have at most. */
const READINGS_PER_BULK = 5_000;

/** The very bulk bodies that the worker would send for these packets, made before anything is timed. */
export function bulkBodies(packets: readonly Buffer[], receivedAtMs: number, client: string): Buffer[] {
  const rows = new ReadingRows();
  const part = clientPart(client);
  const bodies: Buffer[] = [];
  let buffer = Buffer.allocUnsafe(4 * 1024 * 1024);
  let at = 0;
  let count = 0;
  const close = () => {
    if (count > 0) bodies.push(buffer.subarray(0, at));
    buffer = Buffer.allocUnsafe(4 * 1024 * 1024);
    at = 0;
    count = 0;
  };
  for (const packet of packets) {
    if (!scanPacket(packet, rows)) throw new Error("a bench packet is not an ordinary one");
    const head = packetPart(rows.bikeId, rows.source);
    for (let row = 0; row < rows.count; row++) {
      if (count === READINGS_PER_BULK || at + MAX_LINE_BYTES > buffer.length) close();
      at = encodeLine(buffer, at, rows, row, head, latenessSeconds(rows.times[row] ?? 0, receivedAtMs), part);
      count++;
    }
  }
  close();
  return bodies;
}
