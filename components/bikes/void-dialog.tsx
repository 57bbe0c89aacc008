"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { ReasonLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";

/** Voids a period that was entered by mistake. @param what the period is of, "Motor M7-55120". */
export function VoidDialog({
  what,
  action,
}: {
  what: string;
  action: (form: FormData) => Promise<Answer<unknown>>;
}) {
  return (
    <ActionDialog
      label="Void"
      name={`Void ${what}`}
      look={{ kind: "quiet", size: "small" }}
      title={`Void ${what}`}
      about="For what was entered by mistake: it counts no more, as if it had never been, and stays in the record, struck through. What it ended stays ended: tell anew what was true."
      submit="Void it"
      action={action}
    >
      <ReasonLine />
    </ActionDialog>
  );
}
