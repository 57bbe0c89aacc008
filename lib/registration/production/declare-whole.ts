import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { producedKinds } from "@/lib/db/schema-bikes";
import { requireMakersRegistrar } from "../registrar";
import { PRODUCED_KINDS } from "./production";

const DeclareWholeInput = z.object({
  kind: z.enum(PRODUCED_KINDS),
  since: z.date().optional(),
  reason: Reason,
});

/**
 * Says that from a moment on, now where none is given, all components of a kind that were ever made are known: one that is
 * not was never made. Said again it moves the moment, also to one to come, until when nothing is refused for it.
 * @throws AppError `forbidden`, `invalid`, `unavailable`.
 */
export async function declareWhole(
  author: Author,
  input: z.input<typeof DeclareWholeInput>,
  db: Database = database(),
): Promise<void> {
  requireMakersRegistrar(author);
  const { kind, since = new Date(), reason } = parseInput(DeclareWholeInput, input);
  await asking(() =>
    db.transaction(async (transaction) => {
      const [before] = await transaction
        .select()
        .from(producedKinds)
        .where(eq(producedKinds.kind, kind))
        .for("update");
      await transaction
        .insert(producedKinds)
        .values({ kind, since })
        .onConflictDoUpdate({ target: producedKinds.kind, set: { since } });
      const details = { before: before?.since.toISOString() ?? null, after: since.toISOString() };
      await record(transaction, {
        author,
        verb: "declare-whole",
        subject: `component-kind:${kind}`,
        reason,
        details,
      });
    }),
  );
}
