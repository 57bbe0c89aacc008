import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { DECISIONS, type Decision, decisionsOn, rulingOf } from "./decide/ruling-of";
import { mergeBikes } from "./merge-bikes";
import { noteChanges, oneAtATime, settle } from "./settle";
import { requireSteward } from "./steward";
import { openContradiction } from "./store/open-contradiction";

export const DecideContradictionInput = z.object({
  id: z.number().int().positive(),
  decision: z.enum(DECISIONS),
  /** Of merging, the bike that stays; of splitting, the one that has the number. */
  bikeId: z.string().max(40).optional(),
  /** Of taking, the value that is right, as it is compared. */
  normal: z.string().max(200).optional(),
  reason: z.string().trim().min(5, "expected a reason of at least 5 characters").max(500),
});

/**
 * Ends a contradiction, or asks the OEM about it: the bikes, their facts and components become what the decision makes of all
 * that was said, with their entities, and it holds for all old data that come later.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (decided already; the decision does not fit).
 */
export async function decideContradiction(
  author: Author,
  input: z.input<typeof DecideContradictionInput>,
  stores: MasterData = masterData(),
): Promise<void> {
  requireSteward(author);
  const { id, reason, ...wanted } = parseInput(DecideContradictionInput, input);
  await asAuthor(
    author,
    async (transaction) => {
      await oneAtATime(transaction);
      const contradiction = await openContradiction(transaction, id);
      const { decision } = wanted;
      if (decision === "ask-oem") {
        if (!decisionsOn(contradiction).includes(decision))
          throw new AppError("conflict", "Asking would tell an OEM that another has the bike in its files.");
        await ask(transaction, id, reason);
      } else {
        const leads = contradiction.bikeIds.map((bikeId) => `bike_id=${bikeId}`);
        await noteChanges(transaction, leads);
        const ruling = decision === "merge" ? null : rulingOf(contradiction, { ...wanted, decision });
        await close(transaction, id, {
          decision,
          reason,
          by: nameOfAuthor(author),
          details: ruling ? { ruling } : {},
        });
        if (decision === "merge") await mergeBikes(transaction, contradiction.bikeIds, wanted.bikeId);
        const { decided } = await settle(transaction, leads);
        if (ruling?.kind === "owner" && decided.owners.get(ruling.bikeId)?.oemId !== ruling.oemId)
          throw new AppError("conflict", "People have worked with this bike: expected the OEM that has it.");
      }
      await record(transaction, {
        author,
        verb: "decide-contradiction",
        subject: `contradiction:${id}`,
        reason,
        details: { ...wanted, fingerprint: contradiction.fingerprint, bikeIds: contradiction.bikeIds },
      });
    },
    stores,
  );
}

const ask = (transaction: Database, id: number, question: string) =>
  transaction.execute(sql`
    update contradictions set asked_at = now(), reason = ${question}, answer = null, answered_at = null where id = ${id}`);

async function close(
  transaction: Database,
  id: number,
  made: { decision: Exclude<Decision, "ask-oem">; reason: string; by: string; details: object },
): Promise<void> {
  const [closed] = await transaction.execute(sql`
    update contradictions set decision = ${made.decision}, reason = ${made.reason}, decided_by = ${made.by},
      decided_at = clock_timestamp(), details = details || ${JSON.stringify(made.details)}::jsonb
    where id = ${id} returning id`);
  if (!closed) throw new AppError("not-found", "There is no such contradiction.");
}
