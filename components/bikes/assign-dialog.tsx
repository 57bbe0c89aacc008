"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { InputLine, ReasonLine, SelectLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";

/** Gives the bike to a fleet. */
export function AssignDialog({
  action,
  fleets,
}: {
  action: (form: FormData) => Promise<Answer<unknown>>;
  fleets: readonly { readonly id: string; readonly name: string }[];
}) {
  return (
    <ActionDialog
      label="Assign fleet"
      title="Assign to a fleet"
      about="The fleet sees readings of that time. The assignment that runs then ends at that moment; the first one is from the start, if no time is given."
      submit="Assign"
      action={action}
    >
      <SelectLine label="Fleet" name="fleetId" choices={fleets.map(({ id, name }) => [id, name])} />
      <InputLine label="From (may be left out)" name="from" type="datetime-local" />
      <InputLine label="To (may be left out)" name="to" type="datetime-local" />
      <ReasonLine />
    </ActionDialog>
  );
}
