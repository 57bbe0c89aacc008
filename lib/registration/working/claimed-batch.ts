import { eq, type SQL, sql } from "drizzle-orm";
import { asTenant } from "@/lib/db/as-tenant";
import type { Database } from "@/lib/db/client";
import { batches } from "@/lib/db/schema-registration";
import type { Bindings } from "@/lib/domain/whose-bikes";

/** A batch that somebody works on, until another takes it over. */
export interface ClaimedBatch {
  readonly id: string;
  readonly oemId: string;
  readonly plantId: string;
  readonly kind: "dry-run" | "registration";
  readonly fileName: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly createdBy: string;
  /** Bikes that who sent it is held to; null for who may register any. */
  readonly boundTo: Bindings | null;
  readonly claim: string;
  /**
   * When the file came first, to be checked or at once: days are judged by it, so that it does not matter when somebody
   * gets round to it.
   */
  readonly judgedAt: Date;
}

/** Whoever has a claim says so again well before it runs out. */
export const LEASE_SECONDS = 15;
export const RENEW_EVERY_MS = 5_000;

/** Another has taken the batch over: what is under way here counts no more. */
export class ClaimLost extends Error {
  override readonly name = "ClaimLost";
}

type Progress = Partial<
  Pick<typeof batches.$inferInsert, "rows" | "done" | "registered" | "unchanged" | "failed">
>;
type End = Partial<Pick<typeof batches.$inferInsert, "state" | "fault">> & { readonly finishedAt?: SQL };

/**
 * Writes to a batch if the claim still holds, and keeps others from taking it over until the transaction ends: the first
 * statement of every transaction of a runner.
 * @throws ClaimLost.
 */
export async function holdBatch(
  transaction: Database,
  { id, claim }: ClaimedBatch,
  changes: Progress & End,
): Promise<void> {
  const held = await transaction
    .update(batches)
    .set({ claim, ...changes })
    .where(sql`${eq(batches.id, id)} and ${eq(batches.claim, claim)} and ${eq(batches.state, "working")}`)
    .returning({ id: batches.id });
  if (held.length === 0) throw new ClaimLost("Another runner has taken the batch over.");
}

/** Says that the batch is still being worked on. @throws ClaimLost. */
export async function renewClaim(batch: ClaimedBatch, tenants: Database): Promise<void> {
  await asTenant(
    batch.oemId,
    async (transaction) => {
      const renewed = await transaction.execute(sql`
        update batches set claimed_until = now() + make_interval(secs => ${LEASE_SECONDS})
        where id = ${batch.id} and claim = ${batch.claim} and state = 'working' returning id`);
      if (renewed.length === 0) throw new ClaimLost("Another runner has taken the batch over.");
    },
    tenants,
  );
}

/** Leaves the batch to the next who looks, as if nobody had begun. */
export async function releaseClaim(batch: ClaimedBatch, tenants: Database): Promise<void> {
  await asTenant(
    batch.oemId,
    (transaction) =>
      transaction.execute(sql`
        update batches set claim = null, claimed_until = null, attempts = greatest(attempts - 1, 0)
        where id = ${batch.id} and claim = ${batch.claim} and state = 'working'`),
    tenants,
  );
}
