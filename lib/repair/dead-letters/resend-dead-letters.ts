import { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { ReasonToChange, saysWhy, WITHOUT_WHY } from "../reason-to-change";
import type { RepairStores } from "../repair-stores";
import { requireRepairer } from "../require-repairer";
import { chooseLetters } from "./choose-letters";
import type { DeadLetter } from "./dead-letter";
import type { Resent } from "./judge-resent";
import { LetterFilter, LetterKey } from "./letter-filter";
import { type ResendStage, sendAndJudge } from "./send-and-judge";
import { whyNotResent } from "./why-not-resent";

export const ResendDeadLettersInput = z
  .strictObject({
    keys: z.array(LetterKey).max(1_000).default([]),
    filter: LetterFilter.default({}),
    /** Not asked for in a dry run, which changes nothing. */
    why: ReasonToChange.optional(),
    /** Of the letters that match, the oldest first. */
    limit: z.int().min(1).max(10_000).default(100),
    /** Records that were sent again so often already are sent once more. */
    force: z.boolean().default(false),
    /** Nothing is sent: tells what would be. */
    dryRun: z.boolean().default(false),
    /** How long to wait for the worker, s. */
    waitSeconds: z.int().min(0).max(600).default(60),
  })
  .refine(
    ({ keys, filter }) => keys.length > 0 !== Object.values(filter).some((value) => value !== undefined),
    {
      message: "expected either keys or a filter, got both or none",
    },
  )
  .refine(saysWhy, WITHOUT_WHY);

type Stores = Pick<RepairStores, "kafka" | "names" | "log" | "db" | "publisher">;

export interface ResentLetter extends Pick<DeadLetter, "key" | "reason" | "bikeId" | "client"> {
  readonly outcome:
    | Resent
    | { readonly kind: "to-be-sent" }
    | { readonly kind: "not-sent"; readonly why: string };
}

export interface ResentLetters {
  readonly letters: readonly ResentLetter[];
  /** Matching letters beyond the limit. */
  readonly left: number;
}

/**
 * Sends the records of dead letters again, to the topic that they came from, with their own key, bytes and headers (so
 * that they are placed by the edge's old stamp), and erases the letters of those that the worker took.
 *
 * A letter is erased only when the worker's group has committed everything up to its record, so that what became of it is
 * durable, and only if no newer letter lies under its key. Whenever this ends before, the letter is still there and can
 * be sent again: what was stored of it is then found to be a duplicate. Each call sends a record once; the header that
 * counts this travels with it into the next letter, and after five times it is left alone unless `force`.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (the beginning of several keys), `too-large` (more than
 *   64 MB of letters match), `unavailable`: whatever was sent until then, every letter that is not erased is there.
 */
export async function resendDeadLetters(
  author: Author,
  input: z.input<typeof ResendDeadLettersInput>,
  stores: Stores,
  onStage: (stage: ResendStage) => void = () => undefined,
): Promise<ResentLetters> {
  requireRepairer(author);
  const request = parseInput(ResendDeadLettersInput, input);
  onStage({ kind: "reading" });
  const { chosen, left } = await chooseLetters(request, stores);
  const why = new Map(chosen.map((letter) => [letter, whyNotResent(letter, stores.names, request)]));
  const sendable = chosen.filter((letter) => why.get(letter) === null);
  const outcomes = new Map<DeadLetter, ResentLetter["outcome"]>();
  for (const [letter, reason] of why)
    outcomes.set(letter, reason === null ? { kind: "to-be-sent" } : { kind: "not-sent", why: reason });
  if (!request.dryRun && sendable.length > 0) {
    await record(stores.db, {
      author,
      verb: "resend-dead-letters",
      subject: "dead-letters",
      ...(request.why === undefined ? {} : { reason: request.why }),
      details: { keys: sendable.map(({ key }) => key), filter: request.filter, force: request.force },
    });
    for (const [letter, resent] of await sendAndJudge(sendable, request.waitSeconds, stores, onStage))
      outcomes.set(letter, resent);
  }
  return { letters: [...outcomes].map(([letter, outcome]) => ({ ...named(letter), outcome })), left };
}

const named = ({ key, reason, bikeId, client }: DeadLetter): Omit<ResentLetter, "outcome"> => ({
  key,
  reason,
  bikeId,
  client,
});
