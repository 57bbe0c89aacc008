import { AppError } from "@/lib/errors";
import type { Kafka } from "./client";

/** The offset behind the last record of each partition. @throws AppError `unavailable` when the broker did not answer. */
export async function topicEnds(kafka: Kafka, topic: string): Promise<Map<number, number>> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(topic);
    return new Map(ends.map(({ partition, high }) => [partition, Number(high)]));
  } catch (cause) {
    throw new AppError("unavailable", `${topic}: the broker did not say where it ends`, {
      retryAfterSeconds: 5,
      cause,
    });
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
