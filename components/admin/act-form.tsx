"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, type SubmitEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { type Act, LOST } from "./acted";
import { useDesk } from "./desk";

/** A form that changes something. What came of it is told by the desk; what was wrong stands at its field. */
export function ActForm({
  label,
  act,
  submit,
  then,
  children,
}: {
  /** By which the form is announced. */
  label: string;
  act: Act;
  /** On its button. */
  submit: string;
  /** Where to go when it is done; without it the page stays. */
  then?: string;
  children: (faults: Readonly<Record<string, string>>) => ReactNode;
}) {
  const router = useRouter();
  const tell = useDesk();
  const [failed, setFailed] = useState<{ why: string; fields: Readonly<Record<string, string>> } | null>(
    null,
  );
  const [isBusy, begin] = useTransition();
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    begin(async () => {
      const acted = await act(new FormData(form)).catch(() => LOST);
      if (acted.kind === "failed") return setFailed(acted);
      // Told together with the page anew, which would contradict it until then.
      begin(() => {
        setFailed(null);
        form.reset();
        tell(acted);
        if (then) router.push(then, { scroll: false });
        router.refresh();
      });
    });
  };
  return (
    <form method="dialog" aria-label={label} noValidate onSubmit={onSubmit} className="flex flex-col gap-3">
      {children(failed?.fields ?? {})}
      {failed && Object.keys(failed.fields).length === 0 ? (
        <p role="alert" className="text-fault">
          {failed.why}
        </p>
      ) : null}
      <Button type="submit" kind="primary" disabled={isBusy} className="self-start">
        {isBusy ? "Working…" : submit}
      </Button>
    </form>
  );
}
