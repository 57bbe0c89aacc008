"use client";

import { Dialog } from "radix-ui";
import { type ComponentProps, type ReactNode, type SubmitEvent, useState, useTransition } from "react";
import { type Answer, LOST } from "@/components/states/answer";
import { Button } from "@/components/ui/button";
import { formOf } from "./form-of";

/** A button that opens a form; it stays open, as it was filled in, until what it asks for is done. */
export function ActionDialog({
  label,
  name,
  look = {},
  title,
  about,
  submit,
  action,
  children,
}: {
  label: string;
  /** By which the button is announced, where its label stands on several; begins with the label. */
  name?: string;
  look?: Pick<ComponentProps<typeof Button>, "kind" | "size">;
  title: string;
  about: string;
  /** What the button at its end says. */
  submit: string;
  action: (form: FormData) => Promise<Answer<unknown>>;
  children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, send] = useTransition();
  const change = (open: boolean) => {
    if (isSending && !open) return;
    setFault(null);
    setOpen(open);
  };
  const submitted = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = formOf(event.currentTarget);
    send(async () => {
      const answer = await action(form).catch(() => LOST);
      setFault(answer.kind === "failed" ? answer.why : null);
      if (answer.kind === "done") setOpen(false);
    });
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={change}>
      <Dialog.Trigger asChild>
        <Button aria-label={name} {...look}>
          {label}
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 bg-ink/40" />
        <Dialog.Content className="fixed top-1/2 left-1/2 z-40 max-h-[90dvh] w-[28rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-lg border border-line bg-raised p-4 shadow-raised">
          <Dialog.Title className="font-semibold text-base">{title}</Dialog.Title>
          <Dialog.Description className="mt-1 text-ink-2 text-xs">{about}</Dialog.Description>
          <form onSubmit={submitted} className="mt-4 flex flex-col gap-3">
            {children}
            {fault === null ? null : (
              <p role="alert" className="text-fault text-xs">
                {fault}
              </p>
            )}
            <div className="flex gap-2">
              <Button type="submit" kind="primary" disabled={isSending}>
                {isSending ? "Sending…" : submit}
              </Button>
              <Dialog.Close asChild>
                <Button kind="quiet">Cancel</Button>
              </Dialog.Close>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
