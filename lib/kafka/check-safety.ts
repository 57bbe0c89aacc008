import type { Admin } from "kafkajs";
import type { Names } from "@/lib/domain/names";
import type { Kafka } from "./client";
import { topicsOf } from "./topics";

const LEAST_REPLICAS = 3;
const LEAST_IN_SYNC = 2;
/** Number of the resource type "topic" in Kafka's protocol. */
const TOPIC_RESOURCE = 2;

/**
 * What of the topics would let an acknowledged record be lost: too few replicas or in-sync replicas, unclean leader
 * election, another partition count. One sentence each; empty when all is well.
 */
export async function unsafeTopics(kafka: Kafka, names: Names): Promise<string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = topicsOf(names);
    const { topics: found } = await admin.fetchTopicMetadata({ topics: topics.map(({ topic }) => topic) });
    const configs = await topicConfigs(
      admin,
      topics.map(({ topic }) => topic),
    );
    return topics.flatMap(({ topic, partitions }) => {
      const layout = found.find(({ name }) => name === topic)?.partitions ?? [];
      const replicas = Math.min(...layout.map((partition) => partition.replicas.length));
      const config = configs.get(topic) ?? new Map<string, string>();
      const inSync = Number(config.get("min.insync.replicas"));
      const unclean = config.get("unclean.leader.election.enable");
      return [
        ...(layout.length === partitions
          ? []
          : [`${topic}: expected ${partitions} partitions, got ${layout.length}`]),
        ...(replicas >= LEAST_REPLICAS
          ? []
          : [`${topic}: expected a replication factor of at least ${LEAST_REPLICAS}, got ${replicas}`]),
        ...(inSync >= LEAST_IN_SYNC
          ? []
          : [`${topic}: expected min.insync.replicas of at least ${LEAST_IN_SYNC}, got ${inSync}`]),
        ...(unclean === "false"
          ? []
          : [`${topic}: expected unclean.leader.election.enable false, got ${unclean}`]),
      ];
    });
  } finally {
    await admin.disconnect();
  }
}

async function topicConfigs(
  admin: Admin,
  topics: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((name) => ({ type: TOPIC_RESOURCE, name })),
  });
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
}
