import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { apiClients } from "@/lib/db/schema";
import { OLD_KEY_ENDS, OLD_KEY_SECONDS } from "@/lib/domain/key-rotation";
import { AppError } from "@/lib/errors";
import { createKey, hashOfKey } from "./key";

export const RotateClientInput = z.object({
  id: z.uuid(),
  oldKeyEnds: z.enum(OLD_KEY_ENDS),
  reason: Reason,
});

/**
 * Gives a client a new key, which is returned here and never again. The key until now opens until the moment chosen; one
 * that was replaced before it opens nothing more. Every process knows within five seconds.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (it is revoked).
 */
export async function rotateClient(
  author: Author,
  input: z.input<typeof RotateClientInput>,
  db: Database = database(),
): Promise<string> {
  requireMaker(author, "admin");
  const { id, oldKeyEnds, reason } = parseInput(RotateClientInput, input);
  const key = createKey();
  const seconds = OLD_KEY_SECONDS[oldKeyEnds];
  await db.transaction(async (transaction) => {
    const [client] = await transaction.select().from(apiClients).where(eq(apiClients.id, id)).for("update");
    if (!client) throw new AppError("not-found", `No API client has the id ${id}.`);
    if (client.revokedAt)
      throw new AppError("conflict", "Expected a client with a key; this one is revoked.");
    const until = sql`now() + make_interval(secs => ${seconds})`;
    await transaction
      .update(apiClients)
      .set({
        keyHash: hashOfKey(key),
        previousKeyHash: seconds === 0 ? null : client.keyHash,
        previousKeyUntil: seconds === 0 ? null : until,
      })
      .where(eq(apiClients.id, id));
    const subject = `api-client:${id}`;
    await record(transaction, { author, verb: "rotate-client", subject, reason, details: { oldKeyEnds } });
  });
  return key;
}
