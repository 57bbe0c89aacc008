"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** A button that copies a value, and says whether that was possible. */
export function CopyValue({ label, value }: { label: string; value: string }) {
  const [said, setSaid] = useState("");
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setSaid("Copied"),
      () => setSaid("Select the text to copy it"),
    );
  const Icon = said === "Copied" ? Check : Copy;
  return (
    <Button kind="quiet" size="icon" className="size-6" aria-label={`Copy ${label}`} onClick={copy}>
      <Icon aria-hidden="true" className="size-3.5" />
      <span role="status" className="sr-only">
        {said}
      </span>
    </Button>
  );
}
