import type { Names } from "@/lib/domain/names";
import { AppError } from "@/lib/errors";
import { backoffMs, pause } from "@/lib/retry";
import type { Kafka } from "./client";
import { topicsOf } from "./topics";

/** They take some 15 s at most. */
const ATTEMPTS = 12;

/**
 * Creates the topics that are missing; what exists is left as it is, but its partition count is checked.
 * @returns names of the topics created.
 * @throws AppError `conflict` when a topic has another partition count than the partition function needs.
 */
export async function ensureTopics(kafka: Kafka, names: Names, replicationFactor: number): Promise<string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const definitions = topicsOf(names);
    const existing = new Set(await admin.listTopics());
    const missing = definitions.filter((definition) => !existing.has(definition.topic));
    await oncePossible(() =>
      admin.createTopics({
        waitForLeaders: true,
        topics: missing.map(({ topic, partitions, config }) => ({
          topic,
          numPartitions: partitions,
          replicationFactor,
          configEntries: Object.entries({ ...safety(replicationFactor), ...config }).map(([name, value]) => ({
            name,
            value,
          })),
        })),
      }),
    );
    // A leader that is known may not have taken its partition over: records sent to it would be sent twice.
    for (const { topic } of missing) await oncePossible(() => admin.fetchTopicOffsets(topic));
    const metadata = await admin.fetchTopicMetadata({ topics: definitions.map(({ topic }) => topic) });
    for (const { topic, partitions } of definitions) {
      const found = metadata.topics.find((candidate) => candidate.name === topic)?.partitions.length;
      if (found !== partitions) {
        throw new AppError(
          "conflict",
          `topic ${topic}: expected ${partitions} partitions, got ${found ?? "none"}`,
        );
      }
    }
    return missing.map(({ topic }) => topic);
  } finally {
    await admin.disconnect();
  }
}

/** With one replica there is nothing to be in sync with. */
const safety = (replicationFactor: number): Record<string, string> => ({
  "min.insync.replicas": String(Math.max(1, replicationFactor - 1)),
  "unclean.leader.election.enable": "false",
});

/** A broker that has just started, or has much to do, may not know the topic yet while it elects its leaders. */
async function oncePossible(ask: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await ask();
      return;
    } catch (fault) {
      if (attempt === ATTEMPTS) throw fault;
      await pause(backoffMs(attempt, Math.random(), 200, 2_000));
    }
  }
}
