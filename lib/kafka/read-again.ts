import type { Kafka } from "kafkajs";

/** Lets a group that has no members read its topics from their beginning; one that is not there does so anyway. */
export async function readAgain(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { groups } = await admin.listGroups();
    if (groups.some((group) => group.groupId === groupId)) await admin.deleteGroups([groupId]);
  } finally {
    await admin.disconnect();
  }
}
