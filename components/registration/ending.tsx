"use client";

import { useState, useTransition } from "react";
import type { Answer } from "@/components/states/answer";
import { Button } from "@/components/ui/button";
import { ReasonField } from "@/components/ui/reason-field";

export type End = (id: string, form: FormData) => Promise<Answer<void>>;

/** Ends something for a reason, after asking. */
export function Ending({
  label,
  what,
  id,
  end,
}: {
  label: string;
  /** For who does not see the row. */
  what: string;
  id: string;
  end: End;
}) {
  const [isOpen, setOpen] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, begin] = useTransition();
  if (!isOpen)
    return (
      <Button kind="quiet" size="small" aria-label={`${label} ${what}`} onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  const send = (form: FormData) =>
    begin(async () => {
      const answer = await end(id, form);
      if (answer.kind === "failed") setFault(answer.why);
    });
  return (
    <form action={send} className="flex flex-wrap items-end justify-end gap-2 text-left">
      <ReasonField
        name="reason"
        maxLength={300}
        placeholder="Production has moved"
        fault={fault ?? undefined}
      />
      <Button type="submit" size="small" disabled={isSending}>
        {label}
      </Button>
      <Button kind="quiet" size="small" disabled={isSending} onClick={() => setOpen(false)}>
        Cancel
      </Button>
    </form>
  );
}
