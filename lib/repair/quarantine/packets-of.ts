import { HEADER, MAX_READINGS_PER_PACKET, PACKET_VERSION } from "@/lib/domain/packet";
import { MAX_PACKET_BYTES } from "@/lib/ingest/split-packet";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Corrected } from "./correct";

/** Corrected readings as packets of the clients that sent them, each of one bike, source and rider. */
export function packetsOf(
  corrected: readonly Corrected[],
  arrival: { readonly receivedAtMs: number; readonly batchId: string },
): OutgoingMessage[] {
  const groups = new Map<string, Corrected[]>();
  for (const one of corrected) {
    const { bikeId, source, client, signedBy } = one.entry;
    const name = JSON.stringify([bikeId, source, client, signedBy]);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => partsOf(group).flatMap((part) => packet(part, arrival)));
}

function packet(
  part: readonly Corrected[],
  { receivedAtMs, batchId }: { readonly receivedAtMs: number; readonly batchId: string },
): OutgoingMessage[] {
  const [first] = part;
  if (!first) return [];
  const { bikeId, source, client, signedBy } = first.entry;
  const head = JSON.stringify({ v: PACKET_VERSION, bike_id: bikeId, source }).slice(0, -1);
  return [
    {
      key: bikeId,
      value: `${head},"readings":[${part.map(({ json }) => json).join()}]}`,
      headers: {
        [HEADER.receivedAt]: String(receivedAtMs),
        [HEADER.ingestClient]: client,
        [HEADER.batchId]: batchId,
        ...(signedBy === null ? {} : { [HEADER.rider]: signedBy }),
      },
    },
  ];
}

function partsOf(group: readonly Corrected[]): Corrected[][] {
  const parts: Corrected[][] = [];
  let room = 0;
  for (const one of group) {
    const bytes = Buffer.byteLength(one.json) + 1;
    const part = parts.at(-1);
    if (part && part.length < MAX_READINGS_PER_PACKET && bytes <= room) part.push(one);
    else {
      parts.push([one]);
      room = MAX_PACKET_BYTES;
    }
    room -= bytes;
  }
  return parts;
}
