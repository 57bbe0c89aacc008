"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { InputLine, ReasonLine, SelectLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";

/** Proposes that something of the bike be another value. */
export function CorrectionDialog({
  action,
  fields,
}: {
  action: (form: FormData) => Promise<Answer<unknown>>;
  fields: readonly (readonly [string, string])[];
}) {
  return (
    <ActionDialog
      label="Propose correction"
      title="Propose a correction"
      about="Its OEM or a data steward decides. Until then the bike stays as it is."
      submit="Propose"
      action={action}
    >
      <SelectLine label="What" name="field" choices={fields} />
      <InputLine label="What it is to be" name="proposed" required maxLength={500} />
      <ReasonLine label="How that is known" name="evidence" />
    </ActionDialog>
  );
}
