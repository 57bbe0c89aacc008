import { decodeReading } from "@/lib/domain/decode-reading";
import { FaultList } from "@/lib/domain/faults";
import { joinReadings } from "@/lib/domain/join";
import type { StoredReading } from "@/lib/domain/stored-reading";
import { inOrder, type Sample, sampleOf } from "../sample";
import type { RecordedPart } from "./recorded-parts.arbitrary";

/** Samples of parts as they are stored: one of each source and instant, joined. */
export function asStored(parts: readonly RecordedPart[]): Sample[] {
  const byIdentity = new Map<string, { readonly part: RecordedPart; readonly reading: StoredReading }>();
  for (const part of parts)
    for (const sent of part.readings) {
      const reading = decodeReading(sent, 0, new FaultList());
      const identity = `${part.source} ${sent.t}`;
      const present = byIdentity.get(identity);
      byIdentity.set(identity, {
        part,
        reading: present ? joinReadings(present.reading, reading).reading : reading,
      });
    }
  return [...byIdentity.values()].map(({ part, reading }) => sampleOf(reading, part.source)).sort(inOrder);
}
