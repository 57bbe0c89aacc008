import { createHash } from "node:crypto";
import { DEAD_LETTER, KEPT_KEY_LENGTH } from "@/lib/domain/dead-letter";
import type { FieldFault } from "@/lib/domain/faults";
import type { DeadLetterReason } from "@/lib/domain/outcome";
import { MAX_READINGS_PER_PACKET } from "@/lib/domain/packet";
import { deadLetterKey } from "@/lib/ingest/dead-letter-key";
import { encodedBytes, MAX_MESSAGE_BYTES, type OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Origin } from "../lane/ticket";

/** How many faults are listed, where the broker takes no letter with more. */
const LISTED_FAULTS = [MAX_READINGS_PER_PACKET, 50];
const FEW_FAULTS = 3;
/** What is kept of a record that the broker would not take with the letter's own headers. */
const KEPT_BYTES = 512 * 1024;
const KEPT_HEADERS = 50;
const KEPT_TEXT = 1_000;

type Headers = Record<string, string>;

/**
 * A record's original key, bytes and headers, how often it was sent again among them, with why it is kept aside. Its key
 * is derived from its content, so that a redelivery leaves one. Always small enough for the broker: faults go first, then the end of the value, whose length
 * and hash are noted; a letter that could not be sent would hold its partition for ever.
 */
export function deadLetterOf(
  origin: Origin,
  reason: DeadLetterReason,
  faults: readonly FieldFault[],
  faultCount = faults.length,
): OutgoingMessage {
  const letter = (value: Buffer, original: Headers, listed: number, more: Headers = {}): OutgoingMessage => ({
    key: deadLetterKey(origin.key, origin.value, reason),
    value,
    headers: {
      ...original,
      [DEAD_LETTER.reason]: reason,
      [DEAD_LETTER.faults]: JSON.stringify(faults.slice(0, listed).map(shortened)),
      [DEAD_LETTER.faultCount]: String(faultCount),
      [DEAD_LETTER.origin]: `${origin.topic}/${origin.partition}/${origin.offset}`,
      [DEAD_LETTER.recordKey]: (origin.key?.toString("utf8") ?? "").slice(0, KEPT_KEY_LENGTH),
      ...more,
    },
  });
  const headers = headersOf(origin);
  for (const listed of [...LISTED_FAULTS, FEW_FAULTS]) {
    const whole = letter(origin.value, headers, listed);
    if (encodedBytes(whole) <= MAX_MESSAGE_BYTES) return whole;
  }
  return letter(origin.value.subarray(0, KEPT_BYTES), shortenedHeaders(headers), FEW_FAULTS, {
    [DEAD_LETTER.valueBytes]: String(origin.value.length),
    [DEAD_LETTER.valueSha256]: createHash("sha256").update(origin.value).digest("hex"),
  });
}

function headersOf(origin: Origin): Headers {
  const headers: Headers = {};
  for (const [name, value] of Object.entries(origin.headers)) {
    if (value === undefined) continue;
    headers[name] = Array.isArray(value) ? value.map(String).join(",") : String(value);
  }
  return headers;
}

/** A store quotes what it refuses, however long that is. */
const shortened = (fault: FieldFault): FieldFault => ({ ...fault, got: fault.got.slice(0, KEPT_TEXT) });

const shortenedHeaders = (headers: Headers): Headers =>
  Object.fromEntries(
    Object.entries(headers)
      .slice(0, KEPT_HEADERS)
      .map(([name, value]) => [name.slice(0, KEPT_TEXT), value.slice(0, KEPT_TEXT)]),
  );
