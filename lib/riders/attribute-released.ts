import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { Stretch } from "./attribute-rides";
import { tooManySigned } from "./too-many-signed";

/** Whose upload it was, and what stands for it now. */
interface Release {
  readonly riderId: string;
  /** Through which the rider sent; may be revoked by now. */
  readonly clientId: string;
  readonly releaseId: string;
}

/**
 * Records who rode at the times that staff give to readings of a signed upload; as `attributeRides` joins it. The rider is
 * locked until the transaction ends: of several each in the order of their ids.
 * @throws AppError `too-large` (more stretches of a bike, or bikes, than a rider may have) and faults of the database.
 */
export async function attributeReleased(
  transaction: Database,
  { riderId, clientId, releaseId }: Release,
  stretches: readonly Stretch[],
): Promise<void> {
  const sent = stretches.map(({ bikeId, fromMs, toMs }) => ({ bike_id: bikeId, from: fromMs, to: toMs }));
  try {
    await transaction.execute(sql`
      select attribute_released(${riderId}::uuid, ${clientId}::uuid, ${releaseId}, ${JSON.stringify(sent)}::text::jsonb)`);
  } catch (fault) {
    throw tooManySigned(fault) ?? fault;
  }
}
