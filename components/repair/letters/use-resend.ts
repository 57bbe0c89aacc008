"use client";

import { useState } from "react";
import { type Answer, LOST } from "@/components/states/answer";
import type { ResentLetters } from "@/lib/repair/dead-letters/resend-dead-letters";
import type { ResendStage } from "@/lib/repair/dead-letters/send-and-judge";
import type { LettersAsked, LetterVerbs, ResendEvent } from "./resend-events";
import type { FailedResend } from "./resend-words";

/** Where the sending again is: nothing is asked, it is looked what it would do, that is shown, it runs, it is over. */
export type ResendState =
  | { readonly kind: "nothing" }
  | { readonly kind: "planning" }
  | { readonly kind: "planned"; readonly plan: ResentLetters }
  | { readonly kind: "running"; readonly stage: ResendStage | null; readonly atMs: number }
  | { readonly kind: "over"; readonly result: ResentLetters }
  | ({ readonly kind: "failed"; readonly why: string } & FailedResend);

/** Sends letters again, step by step as somebody confirms; one at a time. */
export function useResend({ plan, send }: LetterVerbs) {
  const [state, setState] = useState<ResendState>({ kind: "nothing" });

  async function begin(asked: LettersAsked): Promise<void> {
    setState({ kind: "planning" });
    const answer = await plan(asked).catch(() => LOST);
    setState(
      answer.kind === "done"
        ? { kind: "planned", plan: answer.value }
        : { kind: "failed", why: answer.why, stage: null, isLost: false },
    );
  }

  async function confirm(keys: readonly string[], why: string): Promise<void> {
    let last: ResendStage | null = null;
    setState({ kind: "running", stage: null, atMs: 0 });
    const answer = await followed(await send(keys, why).catch(() => null), (stage, atMs) => {
      last = stage;
      setState({ kind: "running", stage, atMs });
    }).catch(() => LOST);
    setState(answer.kind === "done" ? { kind: "over", result: answer.value } : failedAt(last, answer));
  }

  return { state, begin, confirm, end: () => setState({ kind: "nothing" }) };
}

const failedAt = (
  stage: ResendStage | null,
  answer: Extract<Answer<never>, { kind: "failed" }>,
): ResendState => ({
  kind: "failed",
  why: answer.why,
  stage: stage?.kind ?? null,
  isLost: answer === LOST,
});

async function followed(
  events: ReadableStream<ResendEvent> | null,
  onStage: (stage: ResendStage, atMs: number) => void,
): Promise<Answer<ResentLetters>> {
  const reader = events?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (!next || next.done) return LOST;
    if (next.value.kind === "answer") return next.value.answer;
    onStage(next.value.stage, next.value.atMs);
  }
}
