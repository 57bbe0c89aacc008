import type { Answer } from "@/components/states/answer";
import type { ResentLetters } from "@/lib/repair/dead-letters/resend-dead-letters";
import type { ResendStage } from "@/lib/repair/dead-letters/send-and-judge";

/** What is told while letters are sent again; the answer is the last. */
export type ResendEvent =
  | { readonly kind: "stage"; readonly stage: ResendStage; readonly atMs: number }
  | { readonly kind: "answer"; readonly answer: Answer<ResentLetters> };

/** Letters by their keys, or those that a filter lets through. */
export type LettersAsked =
  | { readonly keys: readonly string[] }
  | { readonly filter: Readonly<Record<string, string | number>> };

export interface LetterVerbs {
  /** What sending them again would do. */
  readonly plan: (asked: LettersAsked) => Promise<Answer<ResentLetters>>;
  readonly send: (keys: readonly string[], why: string) => Promise<ReadableStream<ResendEvent>>;
}

/** So many letters are sent again at once. */
export const MOST_LETTERS = 100;
