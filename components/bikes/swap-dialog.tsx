"use client";

import { useState } from "react";
import { ActionDialog } from "@/components/dialog/action-dialog";
import { InputLine, ReasonLine, SelectLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";
import { PART_WORDS } from "@/lib/domain/bike-words";
import { COMPONENT_SLOTS, type ComponentSlot } from "@/lib/domain/master-data";

/** Tells that a component was swapped, now or a while ago. @param current serial numbers of what is in the bike now. */
export function SwapDialog({
  current,
  action,
}: {
  current: Readonly<Partial<Record<ComponentSlot, string>>>;
  action: (form: FormData) => Promise<Answer<unknown>>;
}) {
  return (
    <ActionDialog
      label="Swap component"
      title="Swap a component"
      about="What is in its place then comes out at that moment. History before and after stays."
      submit="Swap"
      action={action}
    >
      <SwapFields current={current} />
    </ActionDialog>
  );
}

/** What is to be told of a kind, once it is chosen. */
function SwapFields({ current }: Pick<Parameters<typeof SwapDialog>[0], "current">) {
  const [slot, setSlot] = useState<ComponentSlot | undefined>(undefined);
  return (
    <>
      <SelectLine
        label="What"
        name="kind"
        choices={COMPONENT_SLOTS.map((kind) => [kind, PART_WORDS[kind]])}
        onChange={(event) => setSlot(COMPONENT_SLOTS.find((kind) => kind === event.target.value))}
      />
      {slot === undefined ? null : (
        <>
          <p role="status" className="text-ink-2 text-sm">
            {current[slot] === undefined ? (
              "Nothing is registered in its place now."
            ) : (
              <>
                In its place now: <span className="font-mono text-ink">{current[slot]}</span>
              </>
            )}
          </p>
          <InputLine label="Serial number of the new one" name="serial" required maxLength={64} />
          <InputLine label="Its part number (may be left out)" name="partNumber" maxLength={64} />
          {slot === "module" ? (
            <InputLine
              label="Id under which a new module reports (this bike's, if left out)"
              name="reportsAs"
              maxLength={32}
            />
          ) : null}
          <InputLine label="Since when (now, if left out)" name="at" type="datetime-local" />
          <InputLine
            label="Serial number of the old one (may be left out)"
            name="oldSerial"
            maxLength={64}
            placeholder={current[slot]}
          />
          <InputLine
            label="Bike that the old one went into (none, if left out)"
            name="movedTo"
            maxLength={32}
            placeholder="LI-000123"
          />
          <label className="flex items-center gap-2 text-sm">
            <input type="checkbox" name="takes" value="yes" />
            Take the new one out of the bike that it is in
          </label>
          <ReasonLine />
        </>
      )}
    </>
  );
}
