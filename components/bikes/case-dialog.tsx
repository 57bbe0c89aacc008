"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { InputLine, SelectLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";
import { CASE_WORDS } from "@/lib/domain/bike-words";
import { CASE_REASONS } from "@/lib/domain/master-data";

/** Keeps that somebody called about the bike. */
export function CaseDialog({ action }: { action: (form: FormData) => Promise<Answer<unknown>> }) {
  return (
    <ActionDialog
      label="Open case"
      title="Open a case"
      about="Keeps that somebody called about this bike, and why."
      submit="Open"
      action={action}
    >
      <SelectLine
        label="Why"
        name="reason"
        choices={CASE_REASONS.map((reason) => [reason, CASE_WORDS[reason]])}
      />
      <InputLine label="Note (may be left out)" name="note" maxLength={1_000} />
    </ActionDialog>
  );
}
