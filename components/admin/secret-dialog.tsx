"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Secret } from "./acted";

/** Shows something once: what is closed here is kept nowhere. */
export function SecretDialog({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [said, setSaid] = useState("");
  const id = useId();
  useEffect(() => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal();
  }, []);
  async function copy() {
    try {
      await navigator.clipboard.writeText(secret.text);
      setSaid("Copied");
    } catch {
      setSaid("Select the text to copy it");
    }
  }
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      className="m-auto w-[min(36rem,calc(100vw-2rem))] rounded-lg border border-line-strong bg-surface p-4 text-ink text-sm backdrop:bg-black/50"
    >
      <div className="flex flex-col gap-3">
        <h2 id={id} className="font-semibold text-base">
          {secret.label}
        </h2>
        <p className="text-ink-2">{secret.about} It is shown only now and kept nowhere.</p>
        <code
          data-secret
          className="select-all break-all rounded-md border border-line bg-sunken px-3 py-2 font-mono"
        >
          {secret.text}
        </code>
        <div className="flex flex-wrap items-center gap-2">
          <Button kind="primary" onClick={copy}>
            Copy
          </Button>
          <Button onClick={() => dialog.current?.close()}>Close, I have it</Button>
          <span role="status" className="text-ink-2 text-xs">
            {said}
          </span>
        </div>
      </div>
    </dialog>
  );
}
