"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";

/** Asks for the list again: it does not change by itself while somebody chooses from it. */
export function RefreshLink() {
  const router = useRouter();
  const [isBusy, begin] = useTransition();
  return (
    <button
      type="button"
      disabled={isBusy}
      onClick={() => begin(() => router.refresh())}
      className="text-accent hover:underline disabled:text-ink-3"
    >
      {isBusy ? "Looking…" : "Look again"}
    </button>
  );
}
