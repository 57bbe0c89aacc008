"use client";

import { Plus } from "lucide-react";
import { type ReactNode, useActionState, useState } from "react";
import type { Answer } from "@/components/states/answer";
import { Button } from "@/components/ui/button";

export type Add = (before: Answer<string> | null, form: FormData) => Promise<Answer<string>>;

/** A form that opens by a button and closes when what it adds is there. */
export function AddingForm({ label, add, children }: { label: string; add: Add; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const [answer, send, isSending] = useActionState<Answer<string> | null, FormData>(async (before, form) => {
    const next = await add(before, form);
    if (next.kind === "done") setOpen(false);
    return next;
  }, null);
  if (!isOpen)
    return (
      <Button className="self-start" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" className="size-4" />
        {label}
      </Button>
    );
  return (
    <form action={send} aria-label={label} className="flex flex-col gap-3 border-line border-t pt-3">
      <div className="flex flex-wrap items-end gap-3">{children}</div>
      {answer?.kind === "failed" ? (
        <p role="alert" className="text-fault">
          {answer.why}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" kind="primary" disabled={isSending}>
          {isSending ? "Adding…" : label}
        </Button>
        <Button disabled={isSending} onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
