import { isDeepStrictEqual } from "node:util";
import { parseStateDocument } from "@/ingest-worker/state/parse-state-document";
import { readTopic } from "@/ingest-worker/testing/read-topic";
import type { StateDocument } from "@/lib/domain/state-document";
import type { Kafka } from "@/lib/kafka/client";

type States = ReadonlyMap<string, StateDocument>;

/** The last record of each bike: all that a compacted topic keeps. */
export async function lastPublished(kafka: Kafka, topic: string): Promise<States> {
  const last = new Map<string, StateDocument>();
  for (const { key, value } of await readTopic(kafka, topic))
    last.set(String(key), parseStateDocument(JSON.parse(String(value))));
  return last;
}

/** States that are stored and were never published, or whose last record says something else; in words. */
export function comparePublished(stored: States, published: States): string[] {
  return [...stored].flatMap(([bikeId, state]) => {
    const last = published.get(bikeId);
    if (!last) return state.newest_at === null ? [] : [`the state of ${bikeId} was never published`];
    return isDeepStrictEqual(measured(last), measured(state))
      ? []
      : [
          `${bikeId}: expected ${JSON.stringify(measured(state))} last, published ${JSON.stringify(measured(last))}`,
        ];
  });
}

/** What master data add is stored and never published. */
const measured = ({ bike_id, generation, newest_at, fields }: StateDocument) => ({
  bike_id,
  generation,
  newest_at,
  fields,
});
