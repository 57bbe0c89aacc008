"use client";

import { useRouter } from "next/navigation";
import { type SubmitEvent, useState, useTransition } from "react";
import { InputLine } from "@/components/dialog/dialog-field";
import { formOf } from "@/components/dialog/form-of";
import { type Answer, LOST } from "@/components/states/answer";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** Stands where figures would be, until whoever looks at them has signed what for. @param purpose in words. */
export function SignForm({
  purpose,
  question,
  action,
}: {
  purpose: string;
  question: string;
  action: (form: FormData) => Promise<Answer<unknown>>;
}) {
  const router = useRouter();
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, send] = useTransition();
  const submitted = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = formOf(event.currentTarget);
    send(async () => {
      const answer = await action(form).catch(() => LOST);
      setFault(answer.kind === "failed" ? answer.why : null);
      if (answer.kind === "done") router.refresh();
    });
  };
  return (
    <Card className="mx-auto w-full max-w-xl p-6">
      <form onSubmit={submitted} className="flex flex-col gap-4">
        <h2 className="font-semibold text-base">What do you look at these figures for?</h2>
        <p className="text-ink-2">
          “{question}” is made of rides whose riders agreed to <b className="text-ink">{purpose}</b>, and to
          nothing else. Sign once for all reports of this purpose; it holds for twelve hours. Your name, what
          you sign and which reports you open are kept, and the privacy officer sees them.
        </p>
        <InputLine
          label="What for, in your words"
          name="task"
          required
          minLength={5}
          maxLength={300}
          placeholder="Range of the Trekker 625 in winter, for the autumn review"
        />
        <label className="flex gap-2">
          <input type="checkbox" name="signed" required className="mt-0.5 size-4 shrink-0 accent-accent" />
          <span>
            I look at these figures for {purpose} only, and do not try to find out about any single rider.
          </span>
        </label>
        {fault === null ? null : (
          <p role="alert" className="text-fault text-xs">
            {fault}
          </p>
        )}
        <Button type="submit" kind="primary" disabled={isSending} className="self-start">
          {isSending ? "Signing…" : "Sign and open"}
        </Button>
      </form>
    </Card>
  );
}
