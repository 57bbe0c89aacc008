"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { InputLine, ReasonLine, SelectLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";
import { PART_WORDS } from "@/lib/domain/bike-words";
import { COMPONENT_SLOTS } from "@/lib/domain/master-data";

/** Tells that a component was swapped, now or a while ago. */
export function SwapDialog({ action }: { action: (form: FormData) => Promise<Answer<unknown>> }) {
  return (
    <ActionDialog
      label="Swap component"
      title="Swap a component"
      about="What is in its place then comes out at that moment. History before and after stays."
      submit="Swap"
      action={action}
    >
      <SelectLine
        label="What"
        name="kind"
        choices={COMPONENT_SLOTS.map((kind) => [kind, PART_WORDS[kind]])}
      />
      <InputLine label="Serial number of the new one" name="serial" required maxLength={64} />
      <InputLine label="Its part number (may be left out)" name="partNumber" maxLength={64} />
      <InputLine label="Since when (now, if left out)" name="at" type="datetime-local" />
      <InputLine label="Serial number of the old one (may be left out)" name="oldSerial" maxLength={64} />
      <InputLine
        label="Bike that the old one went into (none, if left out)"
        name="movedTo"
        maxLength={32}
        placeholder="LI-000123"
      />
      <InputLine
        label="Id under which a new module reports (this bike's, if left out)"
        name="reportsAs"
        maxLength={32}
      />
      <label className="flex items-center gap-2 text-sm">
        <input type="checkbox" name="takes" value="yes" />
        Take the new one out of the bike that it is in
      </label>
      <ReasonLine />
    </ActionDialog>
  );
}
