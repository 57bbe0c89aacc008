import type { LoadOptions } from "./load-options";
import { packetStream } from "./packets";
import { randomOf } from "./random";
import { Disorder } from "./send/disorder";
import type { SentPacket } from "./sent-packet";
import { MUCH_TROUBLE, NO_TROUBLE } from "./trouble";

const PACKETS_PER_UPLOAD = 100;
const PHONE_SHARE = 0.3;

interface LoadUpload {
  readonly packets: readonly SentPacket[];
  /** When the last of its readings is measured. */
  readonly dueMs: number;
}

/** What a fleet sends from `fromMs` on, spread evenly over each second; the same seed, the same uploads. */
export function* loadUploads(
  {
    bikes,
    seconds,
    seed,
    prefix,
    trouble,
  }: Pick<LoadOptions, "bikes" | "seconds" | "seed" | "prefix" | "trouble">,
  fromMs: number,
): Generator<LoadUpload> {
  const stream = packetStream(seed, {
    fromMs,
    bikes,
    prefix,
    packetsPerBike: seconds,
    readingsPerPacket: 1,
    phoneShare: trouble ? PHONE_SHARE : 0,
  });
  const way = new Disorder(trouble ? MUCH_TROUBLE : NO_TROUBLE, randomOf(seed ^ 0x5bd1e995));
  let [sent, dueMs] = [0, fromMs];
  for (const packets of inUploads(stream)) {
    sent += packets.length;
    dueMs = fromMs + Math.floor(((sent - 1) / bikes) * 1_000);
    for (const arriving of inUploads(way.pass(packets, dueMs))) yield { packets: arriving, dueMs };
  }
  for (const packets of inUploads(way.pass([], Number.POSITIVE_INFINITY))) yield { packets, dueMs };
}

function* inUploads(packets: Iterable<SentPacket>): Generator<SentPacket[]> {
  let upload: SentPacket[] = [];
  for (const packet of packets) {
    upload.push(packet);
    if (upload.length < PACKETS_PER_UPLOAD) continue;
    yield upload;
    upload = [];
  }
  if (upload.length > 0) yield upload;
}
