import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { RiderReference } from "@/lib/domain/rider-reference";
import { EVER } from "@/lib/domain/whose-bikes";
import { AppError } from "@/lib/errors";
import { changing, lockBike, publishChange } from "./change-bikes";
import { handOver } from "./handovers";
import { Instant, OfBike } from "./inputs";
import { mayAssign, requireRight } from "./who";

export const TransferBikeInput = z.strictObject({
  ...OfBike,
  /** Whose app the rider uses, and what it calls the rider. */
  organisationId: z.uuid(),
  reference: RiderReference,
  from: Instant.optional(),
});

/**
 * Makes a rider the owner of a bike from a moment on; who owned it until then stays in its history.
 * @throws AppError `forbidden`, `invalid`, `not-found` (bike or organisation), `conflict`.
 */
export async function transferBike(
  author: Author,
  input: z.input<typeof TransferBikeInput>,
  stores?: MasterData,
): Promise<void> {
  requireRight(author, mayAssign);
  const { bikeId, organisationId, reference, from, reason } = parseInput(TransferBikeInput, input);
  await changing(author, stores, async (transaction) => {
    const bike = await lockBike(transaction, bikeId);
    if (bike.withdrawn) throw new AppError("conflict", `${bikeId} is withdrawn: nobody can own it.`);
    const riderId = await riderOf(transaction, organisationId, reference);
    const fromMs = from ?? Date.now();
    await handOver(transaction, "owner", bike, { holderId: riderId, fromMs, toMs: EVER.toMs });
    await publishChange(transaction, [bikeId]);
    const details = { rider: riderId, from: new Date(fromMs).toISOString() };
    await record(transaction, { author, verb: "transfer-bike", subject: `bike:${bikeId}`, reason, details });
  });
}

async function riderOf(transaction: Database, organisationId: string, reference: string): Promise<string> {
  await transaction.execute(sql`
    insert into riders (organisation_id, reference)
    select id, ${reference} from organisations where id = ${organisationId} and closed_at is null
    on conflict (organisation_id, reference) do nothing`);
  const [rider] = await transaction.execute<{ id: string }>(
    sql`select id from riders where organisation_id = ${organisationId} and reference = ${reference}`,
  );
  if (!rider) throw new AppError("not-found", "Expected an organisation that is not closed.");
  return rider.id;
}
