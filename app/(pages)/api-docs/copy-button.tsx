"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Puts a text on the clipboard and says whether that was possible. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState("");
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Select the text to copy it");
    }
  }
  return (
    <span className="inline-flex items-center gap-2">
      <span role="status" className="text-ink-2 text-xs">
        {said}
      </span>
      <Button size="small" onClick={copy} aria-label={`Copy: ${label}`}>
        Copy
      </Button>
    </span>
  );
}
