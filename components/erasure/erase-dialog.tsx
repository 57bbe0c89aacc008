"use client";

import { EntryId } from "@/components/consent/entry-id";
import { CHANNEL_WORDS } from "@/components/consent/words";
import { ActionDialog } from "@/components/dialog/action-dialog";
import { InputLine, ReasonLine, SelectLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";
import { STAFF_CHANNELS } from "@/lib/domain/consent";

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
      <SelectLine
        label="How it was asked for"
        name="channel"
        choices={STAFF_CHANNELS.map((channel) => [channel, CHANNEL_WORDS[channel]])}
      />
      <InputLine
        label="Evidence"
        name="evidence"
        required
        minLength={5}
        maxLength={500}
        placeholder="Letter of 3 November, file 4711"
      />
    </ActionDialog>
  );
}
