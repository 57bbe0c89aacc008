"use client";

import { useState, useTransition } from "react";
import { type Answer, LOST } from "../states/answer";
import { Button } from "../ui/button";

/** Asks for a check of a receipt, and says where that failed. */
export function CheckAgain({
  receiptId,
  action,
}: {
  receiptId: number;
  action: (receiptId: number) => Promise<Answer<unknown>>;
}) {
  const [why, setWhy] = useState<string | null>(null);
  const [isPending, begin] = useTransition();
  const ask = () =>
    begin(async () => {
      const answer = await action(receiptId).catch(() => LOST);
      setWhy(answer.kind === "failed" ? answer.why : null);
    });
  return (
    <span className="mt-1 block">
      <Button size="small" disabled={isPending} onClick={ask} aria-label={`Check receipt ${receiptId} again`}>
        {isPending ? "Asking…" : "Check again"}
      </Button>
      {why === null ? null : (
        <span role="alert" className="block text-fault text-xs">
          {why}
        </span>
      )}
    </span>
  );
}
