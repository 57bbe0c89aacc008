"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Copies the whole address of a path of ours, for a colleague. @param name of what it leads to. */
export function CopyLink({ path, name }: { path: string; name: string }) {
  const [said, setSaid] = useState("Copy link");
  const copy = () =>
    navigator.clipboard.writeText(new URL(path, window.location.href).href).then(
      () => setSaid("Copied"),
      () => setSaid("Not copied: open it and copy its address"),
    );
  return (
    <Button kind="quiet" size="small" aria-label={`${said}: ${name}`} onClick={copy}>
      <span role="status">{said}</span>
    </Button>
  );
}
