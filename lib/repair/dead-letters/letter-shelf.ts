import { ownText } from "@/lib/ingest/own-text";
import type { KafkaMessage } from "@/lib/kafka/client";
import { deadLetterIn } from "./dead-letter";
import { type ListedLetter, listed } from "./listed-letter";

/** About a kilobyte each. */
const MOST = 20_000;
/** Times as many are there before the oldest are sorted out. */
const MOST_BEFORE_A_CUT = 1.5;
const LONGEST_TEXT = 200;

interface Kept {
  readonly offset: bigint;
  readonly letter: ListedLetter;
}

/** The newest dead letters as a list shows them, in bounded memory. Records may come twice, but not out of order. */
export class LetterShelf {
  private readonly byKey = new Map<string, Kept>();
  private sorted: readonly ListedLetter[] | null = null;
  private cutBeforeMs: number | null = null;

  constructor(private readonly most = MOST) {}

  add(message: KafkaMessage): void {
    const key = String(message.key);
    const offset = BigInt(message.offset);
    if ((this.byKey.get(key)?.offset ?? -1n) >= offset) return;
    const isTooOld = Number(message.timestamp) < (this.cutBeforeMs ?? 0);
    const letter = isTooOld ? null : deadLetterIn(message);
    if (letter) this.byKey.set(key, { offset, letter: shortened(listed(letter)) });
    else this.byKey.delete(key);
    this.sorted = null;
    if (this.byKey.size > this.most * MOST_BEFORE_A_CUT) this.cut();
  }

  /** The newest first. */
  get letters(): readonly ListedLetter[] {
    if (this.byKey.size > this.most) this.cut();
    this.sorted ??= [...this.byKey.values()]
      .map(({ letter }) => letter)
      .sort((a, b) => b.keptAtMs - a.keptAtMs);
    return this.sorted;
  }

  /** Letters that were kept before this, ms since epoch, are not here; null where all are. */
  get notBeforeMs(): number | null {
    return this.cutBeforeMs;
  }

  private cut(): void {
    const oldestLast = [...this.byKey].sort(([, a], [, b]) => b.letter.keptAtMs - a.letter.keptAtMs);
    for (const [key] of oldestLast.slice(this.most)) this.byKey.delete(key);
    this.cutBeforeMs = oldestLast[this.most - 1]?.[1].letter.keptAtMs ?? null;
    this.sorted = null;
  }
}

/** Texts of who sends may be as long as a record. */
function shortened({ firstFault, ...letter }: ListedLetter): ListedLetter {
  return {
    ...letter,
    client: short(letter.client),
    bikeId: short(letter.bikeId),
    firstFault: firstFault && {
      ...firstFault,
      field: short(firstFault.field),
      expected: short(firstFault.expected),
      got: short(firstFault.got),
    },
  };
}

const short = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : ownText(text.slice(0, LONGEST_TEXT));
