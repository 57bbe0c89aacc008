import type { KafkaMessage } from "@/lib/kafka/client";
import { type DeadLetter, deadLetterIn } from "./dead-letter";

/**
 * Of each key the newest record, as compaction leaves it, and of those what is kept: nothing else is held. Records may
 * come twice, but not out of order.
 */
export class NewestLetters<T> {
  private readonly byKey = new Map<string, { readonly offset: bigint; readonly kept: T }>();

  /** @param keep null for a letter that is of no interest. */
  constructor(private readonly keep: (letter: DeadLetter) => T | null) {}

  add(message: KafkaMessage): void {
    const key = String(message.key);
    const offset = BigInt(message.offset);
    if ((this.byKey.get(key)?.offset ?? -1n) >= offset) return;
    const letter = deadLetterIn(message);
    const kept = letter && this.keep(letter);
    if (kept === null) this.byKey.delete(key);
    else this.byKey.set(key, { offset, kept });
  }

  get kept(): T[] {
    return [...this.byKey.values()].map(({ kept }) => kept);
  }
}
