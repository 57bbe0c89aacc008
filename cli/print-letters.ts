import type { FieldFault } from "@/lib/domain/faults";
import type { ListedLetters } from "@/lib/repair/dead-letters/listed-letter";
import type { ResentLetter, ResentLetters } from "@/lib/repair/dead-letters/resend-dead-letters";
import type { ShownLetter } from "@/lib/repair/dead-letters/show-dead-letter";
import { shownTime } from "./shown-time";

/** Digits that tell the letters of one installation apart. */
const KEY_DIGITS = 12;

export function printLetters({ letters, total, byReason }: ListedLetters): void {
  if (letters.length > 0)
    console.table(
      letters.map(({ key, keptAtMs, reason, client, bikeId, faultCount, firstFault, resends }) => ({
        time: shownTime(keptAtMs),
        reason,
        client,
        bike: bikeId,
        faults: faultCount,
        "first fault": firstFault ? faultText(firstFault) : "",
        "sent again": resends,
        key: key.slice(0, KEY_DIGITS),
      })),
    );
  for (const { reason, letters: count, faults } of byReason)
    console.log(`${reason}: ${count} letters, ${faults} faults`);
  console.log(`${total} letters, ${letters.length} shown`);
}

export function printLetter(letter: ShownLetter): void {
  const { bytes, headers, faults, faultCount, cutFromBytes } = letter;
  console.log(`key        ${letter.key}
kept       ${shownTime(letter.keptAtMs)}
reason     ${letter.reason}
came from  ${letter.originTopic}, ${letter.originPlace}
bike       ${letter.bikeId}
sent again ${letter.resends} times; ${letter.whyNotResent ?? "can be sent again"}
headers`);
  for (const [name, text] of Object.entries(headers)) console.log(`  ${name}: ${text}`);
  console.log(`faults, ${faultCount}, of which ${faults.length} are listed`);
  for (const fault of faults) console.log(`  ${faultText(fault)}`);
  console.log(
    `bytes, ${bytes.length}${cutFromBytes === null ? "" : ` of ${cutFromBytes}`}, SHA-256 ${bytes.sha256}`,
  );
  console.log(bytes.text ?? "  hidden: this is no JSON, of which nothing can be told apart");
  if (letter.isHidden)
    console.log('Positions and identifiers are hidden: --reason-to-look="WHY" shows them.');
}

export function printResent({ letters, left }: ResentLetters): void {
  if (letters.length > 0)
    console.table(
      letters.map(({ key, reason, bikeId, client, outcome }) => ({
        key: key.slice(0, KEY_DIGITS),
        reason,
        client,
        bike: bikeId,
        outcome: outcomeText(outcome),
      })),
    );
  const counts = new Map<string, number>();
  for (const { outcome } of letters) counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1);
  console.log(
    [
      `${letters.length} letters`,
      ...[...counts].map(([kind, count]) => `${count} ${kind}`),
      `${left} left`,
    ].join(", "),
  );
}

function outcomeText(outcome: ResentLetter["outcome"]): string {
  switch (outcome.kind) {
    case "accepted":
      return "accepted, and the letter erased";
    case "refused-again":
      return "refused again";
    case "refused-otherwise":
      return `refused for another reason: ${outcome.reason}, ${outcome.key.slice(0, KEY_DIGITS)}`;
    case "undecided":
      return "sent, and not decided yet: the letter stays";
    case "to-be-sent":
      return "would be sent";
    case "not-sent":
      return `not sent: ${outcome.why}`;
  }
}

const faultText = ({ reading, field, expected, got }: FieldFault): string =>
  `${reading === null ? "" : `reading ${reading}, `}${field ? `${field}: ` : ""}expected ${expected}, got ${got}`;
