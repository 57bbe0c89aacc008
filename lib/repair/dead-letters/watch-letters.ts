import type { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { followTopic, type TopicReader } from "@/lib/kafka/follow-topic";
import { pause } from "@/lib/retry";
import type { RepairStores } from "../repair-stores";
import { requireRepairer } from "../require-repairer";
import { ListLettersInput, passes } from "./letter-filter";
import { LetterShelf } from "./letter-shelf";
import { type ListedLetters, listOf } from "./listed-letter";

const LOOK_EVERY_MS = 50;
/** Nobody looks any more: what was read is forgotten. */
const IDLE_MS = 600_000;

export interface WatchedLetters extends ListedLetters {
  /** Of the part of the topic that is not read yet. */
  readonly recordsToRead: number;
  /** Everything that was there when reading began was read. */
  readonly isComplete: boolean;
  /** The broker answered lately. */
  readonly isConnected: boolean;
  /** Letters that were kept before this, ms since epoch, are not listed; null where all are. */
  readonly notBeforeMs: number | null;
}

/** One reading of the dead letters for all who look, which goes on while somebody does. */
export interface LetterWatch {
  /**
   * Letters that match; waits so long for the reading to be complete.
   * @throws AppError `forbidden`, `invalid`.
   */
  list(author: Author, input: z.input<typeof ListLettersInput>, withinMs: number): Promise<WatchedLetters>;
  stop(): Promise<void>;
}

/** @param idleMs after which, without a question, what was read is forgotten. */
export function watchLetters(
  { kafka, names, log }: Pick<RepairStores, "kafka" | "names" | "log">,
  idleMs = IDLE_MS,
): LetterWatch {
  let reading: { readonly shelf: LetterShelf; readonly reader: TopicReader } | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let asking = 0;

  const end = async () => {
    const ended = reading;
    reading = null;
    clearTimeout(idle);
    await ended?.reader.stop();
  };
  const begin = () => {
    const shelf = new LetterShelf();
    const reader = followTopic(
      kafka,
      { topic: names.topics.deadLetter, from: "beginning", maxBytesPerPartition: 1_048_576, log },
      (messages) => {
        for (const message of messages) shelf.add(message);
      },
    );
    return { shelf, reader };
  };

  return {
    async list(author, input, withinMs) {
      requireRepairer(author);
      const { skip, limit, ...filter } = parseInput(ListLettersInput, input);
      reading ??= begin();
      const { shelf, reader } = reading;
      clearTimeout(idle);
      asking += 1;
      const deadline = Date.now() + withinMs;
      while (!reader.isCaughtUp && Date.now() < deadline) await pause(LOOK_EVERY_MS);
      asking -= 1;
      if (asking === 0) idle = setTimeout(() => void end(), idleMs).unref();
      const found = shelf.letters.filter((letter) => passes(filter, letter));
      return {
        ...listOf(found, { skip, limit }),
        recordsToRead: reader.lag,
        isComplete: reader.isCaughtUp,
        isConnected: reader.isConnected,
        notBeforeMs: shelf.notBeforeMs,
      };
    },
    stop: end,
  };
}
