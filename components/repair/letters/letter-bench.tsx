"use client";

import { useRouter } from "next/navigation";
import { Card } from "@/components/ui/card";
import type { ListedLetter } from "@/lib/repair/dead-letters/listed-letter";
import { ChoiceBar } from "../choice-bar";
import type { RepairAddress } from "../repair-address";
import { useChoice } from "../use-choice";
import { LetterTable } from "./letter-table";
import { type LetterVerbs, MOST_LETTERS } from "./resend-events";
import { ResendPanel } from "./resend-panel";
import { useResend } from "./use-resend";

/** The letters that the address lists, and sending those again that are chosen. */
export function LetterBench({
  letters,
  total,
  filter,
  address,
  verbs,
}: {
  letters: readonly ListedLetter[];
  total: number;
  /** What the list is narrowed to; null where it is not. */
  filter: Readonly<Record<string, string | number>> | null;
  address: RepairAddress;
  verbs: LetterVerbs;
}) {
  const router = useRouter();
  const choice = useChoice();
  const { state, begin, confirm, end } = useResend(verbs);
  const isBusy = state.kind === "planning" || state.kind === "running";
  const close = () => {
    if (state.kind === "over") choice.clear();
    if (state.kind === "over" || state.kind === "failed") router.refresh();
    end();
  };
  return (
    <>
      <ResendPanel state={state} onConfirm={confirm} onClose={close} />
      <ChoiceBar
        choice={choice}
        one="letter"
        verb="Send again"
        atMost={MOST_LETTERS}
        all={filter ? total : null}
        isBusy={isBusy}
        onChosen={() => begin({ keys: choice.ids })}
        onAll={() => filter && begin({ filter })}
      />
      <Card className="p-0">
        <LetterTable letters={letters} address={address} choice={choice} />
      </Card>
    </>
  );
}
