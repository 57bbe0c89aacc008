import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { unregisterItems } from "@/lib/registration/unregister-items";
import { changing, lockBikes, lockedOf, publishChange } from "./change-bikes";
import { OfBike } from "./inputs";
import { bikesNamedWith } from "./modules-named";
import { maySwap, requireRight } from "./who";

export const WithdrawBikeInput = z.strictObject(OfBike);

/**
 * Takes back the registration of a bike: it is in no fleet's hands, and its numbers and components are free for others.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (it is withdrawn already).
 */
export async function withdrawBike(
  author: Author,
  input: z.input<typeof WithdrawBikeInput>,
  stores?: MasterData,
): Promise<void> {
  requireRight(author, maySwap);
  const { bikeId, reason } = parseInput(WithdrawBikeInput, input);
  await changing(author, stores, async (transaction) => {
    const locked = await lockBikes(transaction, await bikesNamedWith(transaction, bikeId));
    if (lockedOf(locked, bikeId).withdrawn) throw new AppError("conflict", `${bikeId} is withdrawn already.`);
    await transaction.execute(sql`update bikes set withdrawn_at = now() where bike_id = ${bikeId}`);
    await transaction.execute(
      sql`update component_periods set voided_at = now() where bike_id = ${bikeId} and voided_at is null`,
    );
    await unregisterItems(transaction, [bikeId]);
    await publishChange(transaction, [...locked.keys()]);
    await record(transaction, { author, verb: "withdraw-bike", subject: `bike:${bikeId}`, reason });
  });
}
