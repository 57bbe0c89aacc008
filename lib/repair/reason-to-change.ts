import { z } from "zod";

/** Why somebody has what was refused stored after all; kept in the audit. */
export const ReasonToChange = z
  .string()
  .trim()
  .min(5, "expected a reason of at least 5 characters")
  .max(500, "expected a reason of at most 500 characters");

interface Change {
  readonly dryRun: boolean;
  readonly why?: string | undefined;
}

/** Whether a change says why, which one that is only planned need not; for `refine`, with what is told otherwise. */
export const saysWhy = ({ dryRun, why }: Change): boolean => dryRun || why !== undefined;
export const WITHOUT_WHY = { path: ["why"], message: "expected a reason, got none" };
