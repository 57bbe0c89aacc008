import { z } from "zod";

/** Why something is changed, as the audit keeps it. */
export const Reason = z
  .string()
  .trim()
  .min(1, "expected a reason, which is kept in the audit")
  .max(500, "expected at most 500 characters");
