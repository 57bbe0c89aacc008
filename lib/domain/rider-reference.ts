import { z } from "zod";

/** What nobody sees, and half a character, which no database keeps. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u;

/**
 * What an organisation calls a rider: in one form (NFC) and without characters that nobody sees, so that no two that look the
 * same are two riders.
 */
export const RiderReference = z
  .string()
  .trim()
  .normalize("NFC")
  .min(1, "expected at least 1 character")
  .max(120, "expected at most 120 characters")
  .refine(
    (text) => !UNSEEN.test(text),
    "expected characters that are seen, got a control or format character",
  );
