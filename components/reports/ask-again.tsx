"use client";

import { useState, useTransition } from "react";
import { type Answer, LOST } from "@/components/states/answer";
import { Button } from "@/components/ui/button";

/** Asks for everything shown to be computed again; says what came of it. */
export function AskAgain({ action }: { action: () => Promise<Answer<{ readonly asked: number }>> }) {
  const [told, setTold] = useState<{ text: string; isFault: boolean } | null>(null);
  const [isSending, send] = useTransition();
  const ask = () =>
    send(async () => {
      const answer = await action().catch(() => LOST);
      setTold(
        answer.kind === "done"
          ? { text: "Asked. Load the page again in a moment to read what it gives.", isFault: false }
          : { text: answer.why, isFault: true },
      );
    });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {told === null ? null : (
        <p
          role={told.isFault ? "alert" : "status"}
          className={told.isFault ? "text-fault text-xs" : "text-ink-2 text-xs"}
        >
          {told.text}
        </p>
      )}
      <Button onClick={ask} disabled={isSending}>
        {isSending ? "Asking…" : "Compute again"}
      </Button>
    </div>
  );
}
