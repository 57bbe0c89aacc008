import { createHash } from "node:crypto";
import { and, count, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { batches, batchFiles } from "@/lib/db/schema-registration";
import { REGISTRATION_LIMITS } from "@/lib/domain/registration-answers";
import { AppError } from "@/lib/errors";

type NewBatch = Pick<
  typeof batches.$inferInsert,
  | "oemId"
  | "plantId"
  | "kind"
  | "fileName"
  | "columns"
  | "createdBy"
  | "checkedBy"
  | "claim"
  | "state"
  | "attempts"
>;

/**
 * Stores a batch with its file. An OEM has so many files under way at most, so that others' have their turn.
 * @param leaseSeconds for a batch that its maker works on at once.
 * @throws AppError `rate-limited`.
 */
export async function storeBatch(
  transaction: Database,
  batch: NewBatch,
  bytes: Uint8Array,
  leaseSeconds?: number,
): Promise<{ id: string; createdAt: Date }> {
  const isOpen = and(eq(batches.oemId, batch.oemId), inArray(batches.state, ["waiting", "working"]));
  const [row] = await transaction.select({ open: count() }).from(batches).where(isOpen);
  if ((row?.open ?? 0) >= REGISTRATION_LIMITS.openFiles)
    throw new AppError(
      "rate-limited",
      `Expected at most ${REGISTRATION_LIMITS.openFiles} files under way, got more.`,
      {
        retryAfterSeconds: 30,
      },
    );
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fileHash = createHash("sha256").update(content).digest("hex");
  const claimedUntil =
    leaseSeconds === undefined ? null : sql`now() + make_interval(secs => ${leaseSeconds})`;
  const [made] = await transaction
    .insert(batches)
    .values({ ...batch, fileHash, claimedUntil })
    .returning({ id: batches.id, createdAt: batches.createdAt });
  if (!made) throw new AppError("internal", "The batch was not stored.");
  await transaction.insert(batchFiles).values({ batchId: made.id, oemId: batch.oemId, content });
  return made;
}
