import type { RidesChanged } from "@/lib/domain/rides-changed";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { joined } from "@/lib/rides/region";

/** Rides that begin no further apart are told of together, ms: whoever reads them reads by days. */
const TOGETHER_MS = 8 * 86_400_000;

/** What is told of a bike's rides that were written or taken away. @param starts ms since epoch. */
export const changedMessages = (bikeId: string, starts: readonly number[]): OutgoingMessage[] =>
  joined(
    starts.map((startMs) => ({ fromMs: startMs, toMs: startMs + 1 })),
    TOGETHER_MS,
  ).map(({ fromMs, toMs }) => {
    const changed: RidesChanged = { from: fromMs, to: toMs };
    return { key: bikeId, value: JSON.stringify(changed) };
  });
