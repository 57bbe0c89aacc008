import { z } from "zod";
import { DEAD_LETTER } from "@/lib/domain/dead-letter";
import type { FieldFault } from "@/lib/domain/faults";
import { HEADER } from "@/lib/domain/packet";
import type { KafkaMessage } from "@/lib/kafka/client";

/** A record that was kept aside, as the topic of dead letters has it. */
export interface DeadLetter {
  readonly key: string;
  readonly offset: string;
  /** When it was kept, ms since epoch. */
  readonly keptAtMs: number;
  readonly reason: string;
  readonly faults: readonly FieldFault[];
  /** Of all faults, listed or not. */
  readonly faultCount: number;
  /** What the record's key says: a bike, unless that is what is wrong with it. */
  readonly bikeId: string;
  readonly client: string;
  readonly originTopic: string;
  readonly originPlace: string;
  /** How often it was sent again. */
  readonly resends: number;
  /** The record's own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** How many bytes the record had, where only the beginning was kept. */
  readonly cutFromBytes: number | null;
}

const Faults = z.array(
  z.object({ reading: z.number().nullable(), field: z.string(), expected: z.string(), got: z.string() }),
);

/** Null for a record that erases a letter. What a header should say and does not is empty. */
export function deadLetterIn({ key, value, headers, offset, timestamp }: KafkaMessage): DeadLetter | null {
  if (value === null) return null;
  const texts: Record<string, string> = {};
  for (const [name, header] of Object.entries(headers ?? {}))
    if (header !== undefined)
      texts[name] = Array.isArray(header) ? header.map(String).join() : String(header);
  const text = (name: string): string => texts[name] ?? "";
  const [originTopic = "", ...place] = text(DEAD_LETTER.origin).split("/");
  const cutFrom = text(DEAD_LETTER.valueBytes);
  return {
    key: String(key),
    offset,
    keptAtMs: Number(timestamp),
    reason: text(DEAD_LETTER.reason),
    faults: faultsIn(text(DEAD_LETTER.faults)),
    faultCount: countIn(text(DEAD_LETTER.faultCount)),
    bikeId: text(DEAD_LETTER.recordKey),
    client: text(HEADER.ingestClient),
    originTopic,
    originPlace: place.join("/"),
    resends: countIn(text(HEADER.resends)),
    headers: Object.fromEntries(
      Object.entries(texts).filter(([name]) => !name.startsWith(DEAD_LETTER.prefix)),
    ),
    // Not a stretch of what it was fetched in, which would be kept with it.
    bytes: Buffer.from(value),
    cutFromBytes: cutFrom === "" ? null : countIn(cutFrom),
  };
}

const countIn = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0);

function faultsIn(text: string): FieldFault[] {
  try {
    return Faults.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
}
