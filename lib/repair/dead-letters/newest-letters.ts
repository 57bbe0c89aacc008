import type { KafkaMessage } from "@/lib/kafka/client";
import { type DeadLetter, deadLetterIn } from "./dead-letter";

/** Of each key the newest record, as compaction leaves it, and of those what is kept. Records may come twice. */
export class NewestLetters<T> {
  private readonly byKey = new Map<string, { readonly offset: bigint; readonly kept: T | null }>();

  /** @param keep null for a letter that is of no interest. */
  constructor(private readonly keep: (letter: DeadLetter) => T | null) {}

  add(message: KafkaMessage): void {
    const key = String(message.key);
    const offset = BigInt(message.offset);
    const known = this.byKey.get(key);
    if (known && known.offset >= offset) return;
    const letter = deadLetterIn(message);
    this.byKey.set(key, { offset, kept: letter && this.keep(letter) });
  }

  get kept(): T[] {
    return [...this.byKey.values()].flatMap(({ kept }) => (kept === null ? [] : [kept]));
  }
}
