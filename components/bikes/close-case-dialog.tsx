"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { ReasonLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";

/** Closes a case. @param what the case is about. */
export function CloseCaseDialog({
  what,
  action,
}: {
  what: string;
  action: (form: FormData) => Promise<Answer<unknown>>;
}) {
  return (
    <ActionDialog
      label="Close"
      name={`Close case: ${what}`}
      look={{ size: "small" }}
      title={`Close the case: ${what}`}
      about="It waits for nobody any more. It stays in the bike's story and in the counts of cases, and is not opened again: for the next call, open another."
      submit="Close case"
      action={action}
    >
      <ReasonLine label="How it ended" />
    </ActionDialog>
  );
}
