"use client";

import { EntryId } from "@/components/consent/entry-id";
import { ChannelLine, EvidenceLine } from "@/components/consent/evidence-lines";
import { ActionDialog } from "@/components/dialog/action-dialog";
import { ReasonLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";

/** Has a rider's data erased, on the evidence that is named. */
export function EraseDialog({
  rider,
  action,
}: {
  rider: string;
  action: (form: FormData) => Promise<Answer<unknown>>;
}) {
  return (
    <ActionDialog
      label="Erase"
      name={`Erase what is held of ${rider}`}
      title={`Erase what is held of ${rider}`}
      about="Readings, rides and all that was made of them are removed from every store, for the times when the rider had a bike, until now. All consent is withdrawn. Nobody can undo it; copies of the same readings that arrive later are let go."
      submit="Erase for good"
      action={action}
    >
      <EntryId />
      <ReasonLine />
      <ChannelLine label="How it was asked for" />
      <EvidenceLine />
    </ActionDialog>
  );
}
