"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { ReasonLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";

/** Registers the withdrawn bike again. */
export function ReinstateDialog({
  action,
  bikeId,
}: {
  action: (form: FormData) => Promise<Answer<unknown>>;
  bikeId: string;
}) {
  return (
    <ActionDialog
      label="Register again"
      title={`Register ${bikeId} again`}
      about="It can be used again, with the components that it had when it was withdrawn, and its fleet sees it again. That is refused if a number or component of it has gone to another bike since."
      submit="Register again"
      action={action}
    >
      <ReasonLine />
    </ActionDialog>
  );
}
