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
    case "sending":
      return `Putting ${formatCount(stage.records, "record")} into Kafka…`;
    case "waiting":
      return `${formatCount(stage.records, "record")} ${stage.records === 1 ? "is" : "are"} in Kafka. Waiting for the worker to commit what became of ${stage.records === 1 ? "it" : "them"}: ${Math.min(elapsedSeconds, stage.seconds)} of at most ${stage.seconds} s.`;
    case "judging":
      return "Looking which letters came again, and erasing those that were taken…";
  }
}

/** Where a resend was when it was heard of last. */
export interface FailedResend {
  /** Null before the first. */
  readonly stage: ResendStage["kind"] | null;
  /** The connection was lost: the server may go on. */
  readonly isLost: boolean;
}

/** What is known of a resend that did not come to its end: a title, and where it was. */
export function failureWords({ stage, isLost }: FailedResend): {
  readonly title: string;
  readonly known: string;
} {
  switch (stage) {
    case null:
    case "reading":
      return isLost
        ? {
            title: "It is not known whether the letters were sent again",
            known: `${LAST[stage ?? "asked"]} ${LOOK}`,
          }
        : {
            title: "The letters were not sent again",
            known: "Nothing was sent, and every letter is still there.",
          };
    case "sending":
      return { title: "Some of the letters may have been sent again", known: `${LAST[stage]} ${LOOK}` };
    case "waiting":
    case "judging":
      return {
        title: "The letters were sent again, but not followed to the end",
        known: `${LAST[stage]} ${LOOK}`,
      };
  }
}

const LAST: Readonly<Record<ResendStage["kind"] | "asked", string>> = {
  asked: "The last that is known: the server was asked.",
  reading: "The last that is known: the letters were read from their topic, to be sent then.",
  sending: "The last that is known: their records were put into Kafka.",
  waiting: "The last that is known: their records are in Kafka, and the worker decides about them.",
  judging: "The last that is known: the worker was done, and letters of what it took were erased.",
};
const LOOK =
  "Look at the list again: a letter that is gone was taken, one that was refused shows how often it was sent.";
