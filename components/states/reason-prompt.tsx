"use client";

import { MapPinOff } from "lucide-react";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface ReasonAnswer {
  readonly fault?: string;
}

/** Stands where positions would be: they are shown for an hour once a reason is given, which is kept. */
export function ReasonPrompt({
  action,
}: {
  action: (before: ReasonAnswer, form: FormData) => Promise<ReasonAnswer>;
}) {
  const [answer, send, sending] = useActionState(action, {});
  return (
    <form action={send} className="flex h-full flex-col justify-center gap-3 p-6">
      <p className="flex items-center gap-2 font-medium">
        <MapPinOff aria-hidden="true" className="size-4 text-ink-3" />
        Where this bike is and was is hidden
      </p>
      <p className="text-ink-2 text-xs">
        State why you need to see it. You then see it for 60 minutes; who, which bike and why are kept in the
        audit.
      </p>
      <Field label="Reason" htmlFor="reason" fault={answer.fault}>
        <Input
          id="reason"
          name="reason"
          required
          minLength={5}
          maxLength={300}
          autoComplete="off"
          placeholder="Caller reports the bike stolen, case 4711"
          aria-invalid={answer.fault !== undefined}
          aria-describedby={answer.fault ? "reason-fault" : undefined}
        />
      </Field>
      <Button type="submit" kind="primary" disabled={sending} className="self-start">
        {sending ? "Opening…" : "Show positions"}
      </Button>
    </form>
  );
}
