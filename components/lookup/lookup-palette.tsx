"use client";

import { Search } from "lucide-react";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { LookupField } from "./lookup-field";
import { LOOKUP_NAME } from "./lookup-name";

/** Looks up a bike from every page: a button in the rail, and Control or command with K. */
export function LookupPalette() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <button
          type="button"
          aria-label={LOOKUP_NAME}
          aria-keyshortcuts="Control+K Meta+K"
          title={`${LOOKUP_NAME} (Ctrl K)`}
          className="grid size-8 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
        >
          <Search aria-hidden="true" className="size-[18px]" strokeWidth={1.8} />
        </button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-40 mx-auto flex max-h-[calc(100dvh-1.5rem)] max-w-xl flex-col overflow-y-auto rounded-lg border border-line bg-raised p-3 shadow-raised md:top-[12vh] md:max-h-[76vh]"
        >
          <Dialog.Title className="sr-only">{LOOKUP_NAME}</Dialog.Title>
          <LookupField onLeave={() => setOpen(false)} />
          <p className="px-3 pt-1 text-ink-3 text-xs">
            Frame, FNUCI, passport, IMEI, ICCID, or a component's serial number. Arrows choose, Enter opens.
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
