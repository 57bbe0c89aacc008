import type { Actor } from "@/lib/domain/actor";
import { Turns } from "@/lib/web/turns";

/** What one process answers beside uploads without making them wait. */
const LIMITS = { atOnce: 12, atOncePerAsker: 4, perAsker: 32 };

/** Next bundles modules more than once per process; the turns exist once. */
const home: typeof globalThis & { slipstreamQuestions?: Turns } = globalThis;

/**
 * Asks about bikes and their readings when it is this actor's turn.
 * @throws AppError `rate-limited`; whatever `ask` throws.
 */
export function inTurn<T>(actor: Actor, ask: () => Promise<T>): Promise<T> {
  home.slipstreamQuestions ??= new Turns(LIMITS);
  const asker = actor.kind === "user" ? actor.id : actor.client.id;
  return home.slipstreamQuestions.take(asker, ask);
}
