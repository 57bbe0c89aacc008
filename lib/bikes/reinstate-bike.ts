import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { reregisterItems } from "@/lib/registration/unregister-items";
import { changing, lockBikes, lockedOf, publishChange } from "./change-bikes";
import { OfBike } from "./inputs";
import { bikesNamedWith } from "./modules-named";
import { maySwap, requireRight } from "./who";

export const ReinstateBikeInput = z.strictObject(OfBike);

/**
 * Registers a withdrawn bike again, with the components that it had when it was withdrawn.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (it is not withdrawn, it is another bike by now, or
 * a number or component of it has gone to another since).
 */
export async function reinstateBike(
  author: Author,
  input: z.input<typeof ReinstateBikeInput>,
  stores?: MasterData,
): Promise<void> {
  requireRight(author, maySwap);
  const { bikeId, reason } = parseInput(ReinstateBikeInput, input);
  await changing(author, stores, async (transaction) => {
    const locked = await lockBikes(transaction, await bikesNamedWith(transaction, bikeId));
    if (!lockedOf(locked, bikeId).withdrawn) throw new AppError("conflict", `${bikeId} is not withdrawn.`);
    const [merged] = await transaction.execute<{ merged_into: string }>(
      sql`select merged_into from bikes where bike_id = ${bikeId} and merged_into is not null`,
    );
    if (merged) throw new AppError("conflict", `${bikeId} was found to be ${merged.merged_into}.`);
    await transaction.execute(sql`
      update component_periods p set voided_at = null from bikes b
      where p.bike_id = ${bikeId} and b.bike_id = p.bike_id and p.voided_at = b.withdrawn_at`);
    await transaction.execute(sql`update bikes set withdrawn_at = null where bike_id = ${bikeId}`);
    await reregisterItems(transaction, [bikeId]);
    await publishChange(transaction, [...locked.keys()]);
    await record(transaction, { author, verb: "reinstate-bike", subject: `bike:${bikeId}`, reason });
  });
}
