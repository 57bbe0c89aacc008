import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import { parseInput } from "@/lib/audit/parse-input";
import type { Actor } from "@/lib/domain/actor";
import { isBound } from "@/lib/domain/whose-bikes";
import { findExact } from "./activation/find-exact";
import { type Activation, judge } from "./activation/judge";
import { mayAskActivation, requireRight } from "./who";

const Identifier = z.object({
  identifier: z
    .string()
    .trim()
    .min(3, "expected at least 3 characters")
    .max(500, "expected at most 500 characters"),
});

/**
 * Whether the bike with an identifier can be used, and if not why. A bike of others is answered in the words of one that
 * nobody registered; a client knows the bikes that it is bound to.
 * @throws AppError `forbidden`, `invalid`, `unavailable`.
 */
export async function getActivation(actor: Actor, text: string, stores?: MasterData): Promise<Activation> {
  requireRight(actor, mayAskActivation);
  const { identifier } = parseInput(Identifier, { identifier: text });
  const found = await asAuthor(actor, (transaction) => findExact(transaction, identifier), stores);
  return judge(found.filter(({ bike_id }) => actor.kind === "user" || isBound(actor.client, bike_id)));
}
