import type { Names } from "@/lib/domain/names";
import { deadLetterKey } from "@/lib/ingest/dead-letter-key";
import type { DeadLetter } from "./dead-letter";

/** So often a record is sent again; who insists knows what has changed. */
const MAX_RESENDS = 5;

/** Why a letter's record cannot go back to where it came from, or null where it can. */
export function whyNotResent(
  letter: DeadLetter,
  { topics }: Names,
  options: { readonly force: boolean },
): string | null {
  const { bytes, cutFromBytes, originTopic, resends } = letter;
  if (cutFromBytes !== null)
    return `expected all ${cutFromBytes} bytes of the record, got the first ${bytes.length}: the rest was too large to keep`;
  if (originTopic !== topics.telemetry && originTopic !== topics.telemetryLate)
    return `expected a record of ${topics.telemetry} or ${topics.telemetryLate}, got one of ${originTopic || "no topic"}`;
  if (isQuarantineEntry(bytes)) return "expected a packet, got an entry that the quarantine did not take";
  if (deadLetterKey(letter.bikeId, bytes, letter.reason) !== letter.key)
    return "expected the record's own key and bytes, got others: its key was no text, or too long to keep";
  if (resends >= MAX_RESENDS && !options.force)
    return `expected fewer than ${MAX_RESENDS} times that it was sent again, got ${resends}`;
  return null;
}

/** The worker keeps in the record's place what the quarantine refuses for ever. */
function isQuarantineEntry(bytes: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null && "decision" in value && !("v" in value);
  } catch {
    return false;
  }
}
