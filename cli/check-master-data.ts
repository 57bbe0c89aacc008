import type { Database } from "@/lib/db/client";
import type { Kafka } from "@/lib/kafka/client";
import type { TopicPlace } from "@/lib/kafka/follow-topic";
import { readTopicOnce } from "@/lib/kafka/read-topic-once";
import { topicEnds } from "@/lib/kafka/topic-ends";
import type { Logger } from "@/lib/log";
import { currentEntities } from "@/lib/registration/current-entities";
import { eachBike } from "@/lib/registration/each-bike";
import { type EntityMark, markOf } from "./entity-mark";

const READ_WITHIN_MS = 600_000;
const BIKES_AT_ONCE = 2_000;

export interface Difference {
  readonly bikeId: string;
  /** Version that the database has; null where it has no such bike. */
  readonly database: number | null;
  /** Version that the topic ends with; null where it has none, or what it has cannot be read. */
  readonly topic: number | null;
}

interface Stores {
  readonly db: Database;
  readonly kafka: Kafka;
  readonly topic: string;
  readonly log: Logger;
}

/**
 * Compares what the topic of bikes ends with, bike by bike, with the database. What is published while it looks is no
 * difference; what waits in the outbox is.
 */
export async function checkMasterData(
  stores: Stores,
): Promise<{ readonly bikes: number; readonly differences: readonly Difference[] }> {
  const { db, kafka, topic } = stores;
  const ends = await topicEnds(kafka, topic);
  const published = new Map<string, EntityMark>();
  await readInto(published, stores, "beginning");
  const suspects: string[] = [];
  const unknown = new Set(published.keys());
  let bikes = 0;
  for await (const ids of eachBike(db)) {
    bikes += ids.length;
    for (const id of ids) unknown.delete(id);
    for (const { bikeId } of await differing(db, ids, published)) suspects.push(bikeId);
  }
  for (const bikeId of unknown) suspects.push(bikeId);
  if (suspects.length === 0) return { bikes, differences: [] };
  const before = await differing(db, suspects, published);
  await readInto(published, stores, ends);
  const after = await differing(db, suspects, published);
  const isSame = new Set(before.map((one) => JSON.stringify(one)));
  return { bikes, differences: after.filter((one) => isSame.has(JSON.stringify(one))) };
}

/** When most is wrong there are as many suspects as bikes: they are looked at some at a time, as all bikes are. */
async function differing(
  db: Database,
  ids: readonly string[],
  published: ReadonlyMap<string, EntityMark>,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (let at = 0; at < ids.length; at += BIKES_AT_ONCE) {
    const part = ids.slice(at, at + BIKES_AT_ONCE);
    const current = await currentEntities(db, part);
    for (const bikeId of part) {
      const text = current.get(bikeId);
      const own = text === undefined ? null : markOf(bikeId, text);
      const there = published.get(bikeId);
      if (own?.digest !== there?.digest)
        found.push({ bikeId, database: own?.version ?? null, topic: there?.version ?? null });
    }
  }
  return found;
}

async function readInto(
  published: Map<string, EntityMark>,
  { kafka, topic, log }: Stores,
  from: TopicPlace,
): Promise<void> {
  await readTopicOnce(kafka, { topic, from, withinMs: READ_WITHIN_MS, log }, (records) => {
    for (const { key, value } of records) {
      const bikeId = key?.toString("utf8") ?? "";
      if (value === null) published.delete(bikeId);
      else published.set(bikeId, markOf(bikeId, value.toString("utf8")));
    }
  });
}
