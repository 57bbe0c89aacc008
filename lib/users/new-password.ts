import { z } from "zod";
import { LONGEST_PASSWORD } from "./password";

/** A password that somebody may choose: one that can be typed where they sign in. */
export const NewPassword = z
  .string()
  .min(12, "expected at least 12 characters")
  .max(LONGEST_PASSWORD, `expected at most ${LONGEST_PASSWORD} characters`)
  .regex(/^\P{Cc}*$/u, "expected no control characters");
