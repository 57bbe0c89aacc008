import { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { groupOf } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { PARTITION_COUNT, partitionFor } from "@/lib/kafka/partition";
import { untilCommitted } from "@/lib/kafka/until-committed";
import type { RepairStores } from "../repair-stores";
import { requireRepairer } from "../require-repairer";
import { chooseLetters } from "./choose-letters";
import type { DeadLetter } from "./dead-letter";
import { judgeResent, keysOf, type Resent } from "./judge-resent";
import { LetterFilter, LetterKey } from "./letter-filter";
import { readLetters } from "./read-letters";
import { whyNotResent } from "./why-not-resent";

export const ResendDeadLettersInput = z
  .strictObject({
    keys: z.array(LetterKey).max(1_000).default([]),
    filter: LetterFilter.default({}),
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
  );

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
  stores: Pick<RepairStores, "kafka" | "names" | "log" | "db" | "publisher">,
): Promise<ResentLetters> {
  requireRepairer(author);
  const request = parseInput(ResendDeadLettersInput, input);
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
      details: { keys: sendable.map(({ key }) => key), filter: request.filter, force: request.force },
    });
    for (const [letter, resent] of await resend(sendable, request.waitSeconds * 1_000, stores))
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

async function resend(
  letters: readonly DeadLetter[],
  waitMs: number,
  stores: Pick<RepairStores, "kafka" | "names" | "log" | "publisher">,
): Promise<Map<DeadLetter, Resent>> {
  const { topics } = stores.names;
  const publisher = await stores.publisher();
  const byTopic = [topics.telemetry, topics.telemetryLate].map((topic) => ({
    topic,
    lane: topic === topics.telemetry ? "telemetry" : "late",
    letters: letters.filter(({ originTopic }) => originTopic === topic),
  }));
  for (const { topic, letters: own } of byTopic) await publisher.publish(topic, own.map(asMessage));

  const decided: DeadLetter[] = [];
  for (const { topic, lane, letters: own } of byTopic) {
    const partitions = new Set(own.map(({ bikeId }) => partitionFor(bikeId, PARTITION_COUNT)));
    const where = { topic, groupId: groupOf(stores.names, lane), partitions };
    if (own.length > 0 && (await untilCommitted(stores.kafka, where, waitMs))) decided.push(...own);
  }
  const newest = await newestOf(decided, stores);
  const outcomes = new Map<DeadLetter, Resent>();
  for (const letter of letters)
    outcomes.set(letter, decided.includes(letter) ? judgeResent(letter, newest) : { kind: "undecided" });
  const done = letters.filter((letter) =>
    ["accepted", "refused-otherwise"].includes(outcomes.get(letter)?.kind ?? ""),
  );
  await publisher.publish(
    topics.deadLetter,
    done.map(({ key }) => ({ key, value: null })),
  );
  return outcomes;
}

const asMessage = ({ bikeId, bytes, headers, resends }: DeadLetter) => ({
  key: bikeId,
  value: bytes,
  headers: { ...headers, [HEADER.resends]: String(resends + 1) },
});

/** The letters that may have come of these, as they are now. */
async function newestOf(
  letters: readonly DeadLetter[],
  stores: Pick<RepairStores, "kafka" | "names" | "log">,
): Promise<Map<string, Pick<DeadLetter, "key" | "offset" | "reason" | "resends">>> {
  if (letters.length === 0) return new Map();
  const keys = new Set(letters.flatMap(keysOf));
  const found = await readLetters(stores, ({ key, offset, reason, resends }) =>
    keys.has(key) ? { key, offset, reason, resends } : null,
  );
  return new Map(found.map((letter) => [letter.key, letter]));
}
