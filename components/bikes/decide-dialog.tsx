"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { ReasonLine, SelectLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";
import type { ListedCorrection } from "@/lib/bikes/corrections/list-corrections";

/** Decides on a correction. */
export function DecideDialog({
  correction,
  action,
}: {
  correction: ListedCorrection;
  action: (form: FormData) => Promise<Answer<unknown>>;
}) {
  return (
    <ActionDialog
      label="Decide"
      title={`Correction of ${correction.bike_id}`}
      about={`From ${correction.was ?? "none"} to ${correction.proposed}. Approved, the bike changes at once.`}
      submit="Decide"
      action={action}
    >
      <SelectLine
        label="Decision"
        name="decision"
        choices={[
          ["approve", "Approve"],
          ["decline", "Decline"],
        ]}
      />
      <ReasonLine />
    </ActionDialog>
  );
}
