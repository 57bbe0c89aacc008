import type { Admin } from "kafkajs";
import { backoffMs, pause } from "@/lib/retry";

const ATTEMPTS = 8;

/**
 * The next offset that a group reads of each partition of a topic, below 0 where it never committed. A group's coordinator
 * may just be moving, and kafkajs asks only once: asked again for some seconds.
 */
export async function committedOffsets(
  admin: Admin,
  topic: string,
  groupId: string,
): Promise<ReadonlyMap<number, number>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const [answer] = await admin.fetchOffsets({ groupId, topics: [topic] });
      return new Map(answer?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    } catch (fault) {
      if (attempt === ATTEMPTS || !isPassing(fault)) throw fault;
      await pause(backoffMs(attempt, Math.random(), 100, 2_000));
    }
  }
}

/** As kafkajs marks what may go better another time. */
const isPassing = (fault: unknown): boolean =>
  fault instanceof Error && "retriable" in fault && fault.retriable === true;
