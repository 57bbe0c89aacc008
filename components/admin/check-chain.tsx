"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { type Act, type Acted, LOST } from "./acted";

/** Has the whole audit hashed again when it is asked to. */
export function CheckChain({ act }: { act: Act }) {
  const [acted, setActed] = useState<Acted | null>(null);
  const [isBusy, begin] = useTransition();
  const check = () => begin(async () => setActed(await act(new FormData()).catch(() => LOST)));
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button onClick={check} disabled={isBusy}>
        {isBusy ? "Checking…" : "Check the chain"}
      </Button>
      <p role="status" className={acted?.kind === "failed" ? "text-fault" : "min-w-0 break-all text-ink-2"}>
        {acted === null ? "" : acted.kind === "done" ? acted.said : acted.why}
      </p>
    </div>
  );
}
