"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { InputLine, ReasonLine, SelectLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";

/** Makes a rider the owner of the bike. */
export function TransferDialog({
  action,
  organisations,
}: {
  action: (form: FormData) => Promise<Answer<unknown>>;
  organisations: readonly { readonly id: string; readonly name: string }[];
}) {
  return (
    <ActionDialog
      label="Change owner"
      look={{ size: "small" }}
      title="Change the owner"
      about="The rider owns the bike from that moment on. Who owned it until then owns it no more, and stays in its history."
      submit="Change owner"
      action={action}
    >
      <SelectLine
        label="Whose app the rider uses"
        name="organisationId"
        choices={organisations.map(({ id, name }) => [id, name])}
      />
      <InputLine label="What that app calls the rider" name="reference" required maxLength={120} />
      <InputLine label="Since when (now, if left out)" name="from" type="datetime-local" />
      <ReasonLine />
    </ActionDialog>
  );
}
