import { groupOf } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { AppError } from "@/lib/errors";
import type { TopicPlace } from "@/lib/kafka/follow-topic";
import { PARTITION_COUNT, partitionFor } from "@/lib/kafka/partition";
import { topicEnds } from "@/lib/kafka/topic-ends";
import { untilCommitted } from "@/lib/kafka/until-committed";
import type { RepairStores } from "../repair-stores";
import type { DeadLetter } from "./dead-letter";
import { judgeResent, keysOf, type Resent } from "./judge-resent";
import { readLetters } from "./read-letters";

type Stores = Pick<RepairStores, "kafka" | "names" | "log" | "publisher">;

/** For reading what came of the records; usually there is little, and it takes some seconds to begin. */
const READ_WITHIN_MS = 20_000;

/** What a resend does now, in this order. */
export type ResendStage =
  | { readonly kind: "reading" }
  | { readonly kind: "sending"; readonly records: number }
  /** The records are in Kafka; the worker has this long to commit them. */
  | { readonly kind: "waiting"; readonly records: number; readonly seconds: number }
  /** The worker is done, or its time is over. */
  | { readonly kind: "judging" };

/**
 * Sends the records of letters, waits for the worker, and erases the letters of those that it took or refused otherwise.
 * Where not every letter since then can be read, one of these may be among the others: nothing is decided, all stay.
 */
export async function sendAndJudge(
  letters: readonly DeadLetter[],
  waitSeconds: number,
  stores: Stores,
  onStage: (stage: ResendStage) => void,
): Promise<Map<DeadLetter, Resent>> {
  const { topics } = stores.names;
  const publisher = await stores.publisher();
  // What comes of the records lies behind what is there now.
  const ends = await topicEnds(stores.kafka, topics.deadLetter);
  const byTopic = [topics.telemetry, topics.telemetryLate].map((topic) => ({
    topic,
    lane: topic === topics.telemetry ? "telemetry" : "late",
    letters: letters.filter(({ originTopic }) => originTopic === topic),
  }));
  onStage({ kind: "sending", records: letters.length });
  for (const { topic, letters: own } of byTopic) await publisher.publish(topic, own.map(asMessage));

  onStage({ kind: "waiting", records: letters.length, seconds: waitSeconds });
  const waits = byTopic.map(async ({ topic, lane, letters: own }) => {
    const partitions = new Set(own.map(({ bikeId }) => partitionFor(bikeId, PARTITION_COUNT)));
    const where = { topic, groupId: groupOf(stores.names, lane), partitions };
    return own.length > 0 && (await untilCommitted(stores.kafka, where, waitSeconds * 1_000)) ? own : [];
  });
  const decided = (await Promise.all(waits)).flat();
  onStage({ kind: "judging" });
  const newest = await newestOf(decided, stores, ends);
  const outcomes = new Map<DeadLetter, Resent>();
  for (const letter of letters)
    outcomes.set(
      letter,
      newest && decided.includes(letter) ? judgeResent(letter, newest) : { kind: "undecided" },
    );
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

/** What judging asks of a letter. */
type Newest = Pick<DeadLetter, "key" | "offset" | "reason" | "resends">;

/** The letters from a place on that may have come of these, as they are now; null where they could not all be read. */
async function newestOf(
  letters: readonly DeadLetter[],
  stores: Stores,
  from: TopicPlace,
): Promise<Map<string, Newest> | null> {
  if (letters.length === 0) return new Map();
  const keys = new Set(letters.flatMap(keysOf));
  const keep = ({ key, offset, reason, resends }: DeadLetter): Newest | null =>
    keys.has(key) ? { key, offset, reason, resends } : null;
  try {
    const found = await readLetters(stores, keep, from, READ_WITHIN_MS);
    return new Map(found.map((letter) => [letter.key, letter]));
  } catch (fault) {
    if (fault instanceof AppError && fault.code === "unavailable") return null;
    throw fault;
  }
}
