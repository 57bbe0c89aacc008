import { formatCount, formatNumber } from "@/lib/format/number";
import type { ResentLetter } from "@/lib/repair/dead-letters/resend-dead-letters";
import type { ResendStage } from "@/lib/repair/dead-letters/send-and-judge";

type OutcomeKind = ResentLetter["outcome"]["kind"];

/** What became of letters, in the order of how good it is. */
const OUTCOMES: Readonly<Record<OutcomeKind, string>> = {
  accepted: "accepted",
  "refused-otherwise": "refused for another reason",
  "refused-again": "refused again",
  undecided: "undecided",
  "to-be-sent": "can be sent again",
  "not-sent": "not sent",
};
const KINDS = Object.keys(OUTCOMES).filter((kind): kind is OutcomeKind => Object.hasOwn(OUTCOMES, kind));

/** "2 accepted, 1 refused again" */
export function sumOfOutcomes(letters: readonly ResentLetter[]): string {
  const sums = KINDS.flatMap((kind) => {
    const count = letters.filter(({ outcome }) => outcome.kind === kind).length;
    return count === 0 ? [] : [`${formatNumber(count)} ${OUTCOMES[kind]}`];
  });
  return sums.join(", ") || "none";
}

/** What is done now, and what it waits for; `elapsedSeconds` since this stage began. */
export function stageText(stage: ResendStage | null, elapsedSeconds: number): string {
  switch (stage?.kind) {
    case undefined:
      return "Asking the server…";
    case "reading":
      return "Reading the letters from their topic…";
    case "waiting":
      return `${formatCount(stage.records, "record")} ${stage.records === 1 ? "is" : "are"} in Kafka. Waiting for the worker to commit what became of ${stage.records === 1 ? "it" : "them"}: ${Math.min(elapsedSeconds, stage.seconds)} of at most ${stage.seconds} s.`;
    case "judging":
      return "Looking which letters came again, and erasing those that were taken…";
  }
}
