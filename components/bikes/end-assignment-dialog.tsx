"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { InputLine, ReasonLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";

/** Takes the bike out of its fleet. */
export function EndAssignmentDialog({
  action,
  fleet,
}: {
  action: (form: FormData) => Promise<Answer<unknown>>;
  /** That has it now. */
  fleet: string;
}) {
  return (
    <ActionDialog
      label="End assignment"
      look={{ size: "small" }}
      title={`End the assignment to ${fleet}`}
      about={`From that moment on the bike is in no fleet, and ${fleet} sees nothing new of it. Readings until then stay theirs to see.`}
      submit="End it"
      action={action}
    >
      <InputLine label="When (now, if left out)" name="at" type="datetime-local" />
      <ReasonLine />
    </ActionDialog>
  );
}
