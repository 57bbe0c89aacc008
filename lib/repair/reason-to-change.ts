import { z } from "zod";

/** Why somebody has what was refused stored after all; kept in the audit. */
export const ReasonToChange = z
  .string()
  .trim()
  .min(5, "expected a reason of at least 5 characters")
  .max(500, "expected a reason of at most 500 characters");
