import type { Names } from "@/lib/domain/names";
import { unsafeIndices } from "@/lib/es/check-safety";
import type { Elasticsearch } from "@/lib/es/client";
import { unsafeTopics } from "@/lib/kafka/check-safety";
import type { Kafka } from "@/lib/kafka/client";

/**
 * @param es of the user `ingest`; null in a process that keeps no readings.
 * @throws Error that lists what would let acknowledged readings be lost.
 */
export async function refuseUnsafe(kafka: Kafka, es: Elasticsearch | null, names: Names): Promise<void> {
  const looks = [() => unsafeTopics(kafka, names), ...(es ? [() => unsafeIndices(es, names)] : [])];
  for (const unsafe of looks) {
    const faults = await unsafe();
    if (faults.length > 0)
      throw new Error(`What is stored is not safe outside a local stack:\n  ${faults.join("\n  ")}`);
  }
}
