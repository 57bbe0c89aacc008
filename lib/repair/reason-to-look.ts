import { z } from "zod";

/** Why somebody looks at positions and identifiers; kept in the audit. */
export const ReasonToLook = z
  .string()
  .trim()
  .min(5, "expected a reason of at least 5 characters")
  .max(300, "expected a reason of at most 300 characters");
