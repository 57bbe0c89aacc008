"use client";

import { useNow } from "@/components/ui/clock";
import { Panel } from "@/components/ui/panel";
import { formatCount, formatNumber } from "@/lib/format/number";
import type { ResentLetters } from "@/lib/repair/dead-letters/resend-dead-letters";
import { Confirmation, FailedPanel, OverPanel } from "../step-panels";
import { LetterOutcomes } from "./letter-outcomes";
import { ResendForm } from "./resend-form";
import { failureWords, stageText, sumOfOutcomes } from "./resend-words";
import type { ResendState } from "./use-resend";

/** What sending again would do, whether it shall be done, how far it is, and what came of it. */
export function ResendPanel({
  state,
  onConfirm,
  onClose,
}: {
  state: ResendState;
  onConfirm: (keys: readonly string[], why: string) => void;
  onClose: () => void;
}) {
  switch (state.kind) {
    case "nothing":
      return null;
    case "planning":
      return <Step title="Send again" text="Reading the letters from their topic…" />;
    case "running":
      return <Running state={state} />;
    case "planned":
      return (
        <Panel key="planned" title={titleOf(state.plan)} onClose={onClose}>
          <Plan plan={state.plan} onConfirm={onConfirm} onClose={onClose} />
        </Panel>
      );
    case "over":
      return (
        <OverPanel
          key="over"
          title={`${formatCount(state.result.letters.length, "letter")}: ${sumOfOutcomes(state.result.letters)}`}
          onClose={onClose}
        >
          <LetterOutcomes letters={state.result.letters} />
        </OverPanel>
      );
    case "failed": {
      const { title, known } = failureWords(state);
      return (
        <FailedPanel key="failed" title={title} why={state.why} onClose={onClose}>
          <p className="max-w-prose text-ink-2">{known}</p>
        </FailedPanel>
      );
    }
  }
}

const sendable = ({ letters }: ResentLetters) =>
  letters.filter(({ outcome }) => outcome.kind === "to-be-sent").map(({ key }) => key);

function titleOf(plan: ResentLetters): string {
  const count = sendable(plan).length;
  return count === 0 ? "None of them can be sent again" : `Send ${formatCount(count, "letter")} again?`;
}

function Plan({
  plan,
  onConfirm,
  onClose,
}: {
  plan: ResentLetters;
  onConfirm: (keys: readonly string[], why: string) => void;
  onClose: () => void;
}) {
  const keys = sendable(plan);
  const stay = plan.letters.filter(({ outcome }) => outcome.kind === "not-sent");
  return (
    <>
      {keys.length > 0 ? (
        <p className="max-w-prose text-ink-2">
          Their records go back, byte for byte, into the topic that they came from. The worker decides about
          them anew: what it takes is stored at the time when it was measured, and its letter erased; what it
          refuses stays a letter.
        </p>
      ) : null}
      {plan.left > 0 ? (
        <p className="text-ink-2">
          These are the oldest. {formatCount(plan.left, "more letter")} that match
          {plan.left === 1 ? "es" : ""} {plan.left === 1 ? "stays" : "stay"} for the next time.
        </p>
      ) : null}
      {stay.length > 0 ? (
        <div className="flex flex-col gap-2">
          <p className="text-ink-2">{formatNumber(stay.length)} cannot be sent again, and stay:</p>
          <LetterOutcomes letters={stay} />
        </div>
      ) : null}
      {keys.length > 0 ? (
        <ResendForm
          label={`Send ${formatCount(keys.length, "letter")} again`}
          onFilled={(why) => onConfirm(keys, why)}
          onClose={onClose}
        />
      ) : (
        <Confirmation act={null} onClose={onClose} />
      )}
    </>
  );
}

function Running({ state }: { state: Extract<ResendState, { kind: "running" }> }) {
  const elapsedSeconds = Math.max(0, Math.floor((useNow() - state.atMs) / 1_000));
  const { stage } = state;
  return (
    <Step title="Sending again" text={stageText(stage, elapsedSeconds)}>
      {stage?.kind === "waiting" ? (
        <progress
          aria-label="Time that the worker has"
          max={stage.seconds}
          value={Math.min(elapsedSeconds, stage.seconds)}
          className="h-1.5 w-full max-w-md appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
        />
      ) : null}
      <p className="text-ink-3 text-xs">
        What is not decided then stays a letter. It goes on if you leave this page.
      </p>
    </Step>
  );
}

function Step({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <Panel key={title} title={title} onClose={null}>
      <p aria-live="polite" className="text-ink-2">
        {text}
      </p>
      {children}
    </Panel>
  );
}
