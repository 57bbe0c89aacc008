import type { Purpose } from "@/lib/domain/consent";

declare const made: unique symbol;

/** What is done with the figures that somebody asks for. */
export const QUESTION_USES = ["page", "file", "evidence"] as const;
export type QuestionUse = (typeof QUESTION_USES)[number];

/**
 * A question for figures that is kept, of somebody who signed its purpose. Only lib/reports makes one, so holding one is the
 * proof of both.
 */
export interface AskedQuestion {
  readonly definition: string;
  readonly purpose: Purpose;
  /** First and last day, `2026-11-20`, in the zone of the reports. */
  readonly from: string;
  readonly to: string;
  readonly groupings: readonly string[];
  /** Whether the period before is asked for as well. */
  readonly compares: boolean;
  readonly use: QuestionUse;
  /** What the signature says it is for, and until when that opens reports. */
  readonly task: string;
  readonly signedUntilMs: number;
  readonly [made]: "question";
}
