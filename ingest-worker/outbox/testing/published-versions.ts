import { readTopic } from "@/ingest-worker/testing/read-topic";
import { readBikeRecord } from "@/lib/domain/bike-entity";
import type { Kafka } from "@/lib/kafka/client";

/** The versions of each bike in the order of the topic. */
export async function publishedVersions(kafka: Kafka, topic: string): Promise<Map<string, number[]>> {
  const versions = new Map<string, number[]>();
  for (const { key, value } of await readTopic(kafka, topic)) {
    const entity = readBikeRecord(String(key), String(value));
    if (!entity) throw new Error(`a record of ${topic} is no entity: ${String(value)}`);
    const known = versions.get(entity.bike_id);
    if (known) known.push(entity.version);
    else versions.set(entity.bike_id, [entity.version]);
  }
  return versions;
}

/** Bikes whose versions go down somewhere in the topic. */
export const goneBack = (published: ReadonlyMap<string, readonly number[]>): string[] =>
  [...published]
    .filter(([, versions]) => versions.some((version, at) => version < (versions[at - 1] ?? 0)))
    .map(([bikeId]) => bikeId);

export const lastOf = (published: ReadonlyMap<string, readonly number[]>): Map<string, number | undefined> =>
  new Map([...published].map(([bikeId, versions]) => [bikeId, versions.at(-1)]));
