import { createHash } from "node:crypto";

/**
 * Key of a dead letter: SHA-256, hexadecimal, of the record's key and bytes and of why it is kept. Where the record lay
 * and how often it was sent is not part of it, so that one content leaves one letter for each reason.
 */
export function deadLetterKey(recordKey: Buffer | string | null, bytes: Buffer, reason: string): string {
  return createHash("sha256")
    .update(recordKey ?? "")
    .update("\n")
    .update(bytes)
    .update("\n")
    .update(reason)
    .digest("hex");
}
