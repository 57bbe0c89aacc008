import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { byKey } from "@/lib/domain/by-key";
import { Ridden } from "@/lib/ingest/ridden";
import type { Corrected } from "./correct";

/**
 * Records that who signed what phones recorded rode at the corrected times. In order of riders, since each is locked until the
 * transaction ends. What is recorded already adds nothing.
 * @param releaseId stands for the upload.
 */
export async function attributeReleased(
  transaction: Database,
  released: readonly Corrected[],
  releaseId: string,
): Promise<void> {
  const signed = released.flatMap(({ entry: { signedBy, client, source, bikeId }, timeMs }) =>
    signedBy === null || source !== "app" ? [] : [{ signedBy, client, bikeId, timeMs }],
  );
  const inOrder = signed.toSorted((a, b) => (a.signedBy < b.signedBy ? -1 : 1));
  for (const own of byKey(inOrder, ({ signedBy, client }) => `${signedBy}/${client}`).values()) {
    const [first] = own;
    if (!first) continue;
    const ridden = new Ridden();
    for (const { bikeId, timeMs } of own) ridden.add(bikeId, timeMs);
    const stretches = ridden
      .stretches()
      .map(({ bikeId, fromMs, toMs }) => ({ bike_id: bikeId, from: fromMs, to: toMs }));
    await transaction.execute(sql`
      select attribute_released(${first.signedBy}::uuid, ${first.client}::uuid, ${releaseId},
        ${JSON.stringify(stretches)}::text::jsonb)`);
  }
}
