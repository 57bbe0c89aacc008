import { AppError } from "@/lib/errors";
import { pause } from "@/lib/retry";
import type { Kafka } from "./client";
import { committedOffsets } from "./committed-offsets";

const LOOK_EVERY_MS = 250;

/**
 * Waits until a group has committed all that these partitions of a topic hold at the call: whatever is in them then has a
 * durable outcome. False when it did not within `withinMs`.
 * @throws AppError `unavailable` when the broker did not answer.
 */
export async function untilCommitted(
  kafka: Kafka,
  where: { readonly topic: string; readonly groupId: string; readonly partitions: ReadonlySet<number> },
  withinMs: number,
): Promise<boolean> {
  const { topic, groupId, partitions } = where;
  const admin = kafka.admin();
  const deadline = Date.now() + withinMs;
  try {
    await admin.connect();
    const ends = (await admin.fetchTopicOffsets(topic)).filter(({ partition }) => partitions.has(partition));
    for (;;) {
      const committed = await committedOffsets(admin, topic, groupId);
      if (ends.every(({ partition, high }) => (committed.get(partition) ?? -1) >= Number(high))) return true;
      if (Date.now() > deadline) return false;
      await pause(LOOK_EVERY_MS);
    }
  } catch (cause) {
    throw new AppError("unavailable", `${topic}: the broker did not say what ${groupId} has committed`, {
      retryAfterSeconds: 5,
      cause,
    });
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
