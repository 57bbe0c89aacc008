import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { apiClients } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";

export const RevokeClientInput = z.object({ id: z.uuid(), reason: Reason });

/**
 * Ends a client's key for good; every process refuses it within five seconds. Revoking twice changes nothing.
 * @throws AppError `forbidden`, `not-found`.
 */
export async function revokeClient(
  author: Author,
  input: z.input<typeof RevokeClientInput>,
  db: Database = database(),
): Promise<void> {
  requireMaker(author, "admin");
  const { id, reason } = parseInput(RevokeClientInput, input);
  await db.transaction(async (transaction) => {
    const revoked = await transaction
      .update(apiClients)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiClients.id, id), isNull(apiClients.revokedAt)))
      .returning({ id: apiClients.id });
    if (revoked.length > 0)
      await record(transaction, { author, verb: "revoke-client", subject: `api-client:${id}`, reason });
    else if ((await transaction.select().from(apiClients).where(eq(apiClients.id, id))).length === 0)
      throw new AppError("not-found", `No API client has the id ${id}.`);
  });
}
