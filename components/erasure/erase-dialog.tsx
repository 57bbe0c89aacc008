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
      about="Readings, rides and all that was made of them are removed from every store, until now: of bikes that the rider owned all but the rides of others, of other bikes the rides that the rider signed for. All consent is withdrawn. Nobody can undo it; what arrives of it later is let go."
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
