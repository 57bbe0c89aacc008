"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { Answer } from "@/components/states/answer";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ReasonField } from "@/components/ui/reason-field";
import { formatCount } from "@/lib/format/number";

/** Registers the bikes of a file that was checked. */
export function RegisterButton({
  bikes,
  register,
}: {
  bikes: number;
  register: () => Promise<Answer<string>>;
}) {
  const router = useRouter();
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, begin] = useTransition();
  const send = () =>
    begin(async () => {
      const answer = await register();
      if (answer.kind === "done") router.push(`/registration/${answer.value}`);
      else setFault(answer.why);
    });
  return (
    <>
      <Button kind="primary" disabled={isSending || bikes === 0} onClick={send}>
        {isSending ? "Registering…" : `Register ${formatCount(bikes, "bike")}`}
      </Button>
      {fault ? (
        <p role="alert" className="basis-full text-fault">
          {fault}
        </p>
      ) : null}
    </>
  );
}

/** Takes back what a file registered, for a reason. */
export function WithdrawPanel({
  bikes,
  withdraw,
}: {
  bikes: number;
  withdraw: (form: FormData) => Promise<Answer<number>>;
}) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, begin] = useTransition();
  if (!isOpen)
    return (
      <Button kind="quiet" className="self-start" onClick={() => setOpen(true)}>
        Withdraw this file…
      </Button>
    );
  const send = (form: FormData) =>
    begin(async () => {
      const answer = await withdraw(form);
      if (answer.kind === "failed") return setFault(answer.why);
      setOpen(false);
      router.refresh();
    });
  return (
    <Panel title="Withdraw this file" onClose={isSending ? null : () => setOpen(false)}>
      <p className="max-w-prose text-ink-2">
        {formatCount(bikes, "bike")} that it registered {bikes === 1 ? "becomes" : "become"} unregistered
        again, whole. They can be registered anew; their readings stay.
      </p>
      <form action={send} className="flex flex-col gap-3">
        <ReasonField
          name="reason"
          maxLength={500}
          placeholder="Wrong plant: sent to Feldkirch by mistake"
          fault={fault ?? undefined}
        />
        <Button type="submit" kind="primary" disabled={isSending} className="self-start">
          {isSending ? "Withdrawing…" : "Withdraw"}
        </Button>
      </form>
    </Panel>
  );
}
