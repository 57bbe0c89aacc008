"use client";

import { EyeOff } from "lucide-react";
import { type ReactNode, useActionState } from "react";
import type { Answer } from "@/components/states/answer";
import { Button } from "@/components/ui/button";
import { ReasonField } from "@/components/ui/reason-field";

/** Shows something in full to who says why, which is kept in the audit. */
export type Look<T> = (before: Answer<T> | null, form: FormData) => Promise<Answer<T>>;

/** Shows the hidden form at first with a question why it must be seen, and in full once a reason was given. */
export function Reveal<T extends { readonly isHidden: boolean }>({
  hidden,
  look,
  children,
}: {
  hidden: T;
  look: Look<T>;
  children: (shown: T) => ReactNode;
}) {
  const [answer, send, isBusy] = useActionState(look, null);
  const shown = answer?.kind === "done" ? answer.value : hidden;
  return (
    <>
      {children(shown)}
      {shown.isHidden ? (
        <RevealForm send={send} isBusy={isBusy} fault={answer?.kind === "failed" ? answer.why : undefined} />
      ) : (
        <p role="status" className="text-ink-2 text-xs">
          Shown in full. Your reason is kept in the audit.
        </p>
      )}
    </>
  );
}

/** Asks why positions and identifiers must be seen. */
function RevealForm({
  send,
  isBusy,
  fault,
}: {
  send: (form: FormData) => void;
  isBusy: boolean;
  fault: string | undefined;
}) {
  return (
    <form action={send} aria-label="Show in full" className="flex flex-col gap-2 rounded-md bg-canvas p-3">
      <p className="flex items-start gap-2 text-ink-2 text-xs">
        <EyeOff aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
        Positions and identifiers are hidden. Who sees them, which and why are kept in the audit.
      </p>
      <div className="flex flex-wrap items-end gap-2">
        <ReasonField
          name="reason"
          maxLength={300}
          placeholder="Module sends wrong positions, case 4711"
          fault={fault}
        />
        <Button type="submit" disabled={isBusy}>
          {isBusy ? "Opening…" : "Show in full"}
        </Button>
      </div>
    </form>
  );
}
