import { z } from "zod";
import { DEAD_LETTER_REASONS } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import type { DeadLetter } from "./dead-letter";

/** Which letters; `sinceMs` inclusive to `untilMs` exclusive of when they were kept, ms since epoch. */
export const LetterFilter = z.strictObject({
  reason: z.enum(DEAD_LETTER_REASONS).optional(),
  sinceMs: z.int().optional(),
  untilMs: z.int().optional(),
  client: z.string().min(1).optional(),
  bikeId: z.string().min(1).optional(),
});
export type LetterFilter = z.infer<typeof LetterFilter>;

/** Which of them, of the newest first. */
export const ListLettersInput = LetterFilter.extend({
  skip: z.int().min(0).default(0),
  limit: z.int().min(1).max(10_000).default(50),
});

/** A letter's key, or as much of its beginning as tells it from others. */
export const LetterKey = z
  .string()
  .regex(/^[0-9a-f]{8,64}$/, "expected 8 to 64 hexadecimal digits, as the list has them");

export const passes = (
  filter: LetterFilter,
  letter: Pick<DeadLetter, "reason" | "keptAtMs" | "client" | "bikeId">,
): boolean =>
  (filter.reason === undefined || letter.reason === filter.reason) &&
  (filter.sinceMs === undefined || letter.keptAtMs >= filter.sinceMs) &&
  (filter.untilMs === undefined || letter.keptAtMs < filter.untilMs) &&
  (filter.client === undefined || letter.client === filter.client) &&
  (filter.bikeId === undefined || letter.bikeId === filter.bikeId);

/**
 * The one letter that each key names.
 * @throws AppError `not-found` for a key that none has, `conflict` for the beginning of several.
 */
export function lettersNamed(keys: readonly string[], letters: readonly DeadLetter[]): DeadLetter[] {
  const named = keys.map((key) => {
    const [letter, ...others] = letters.filter((candidate) => candidate.key.startsWith(key));
    if (!letter) throw new AppError("not-found", `expected the key of a dead letter, got ${key}`);
    if (others.length > 0)
      throw new AppError("conflict", `expected a key of one dead letter, got ${key} of ${others.length + 1}`);
    return letter;
  });
  return [...new Set(named)];
}
