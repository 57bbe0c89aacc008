"use client";

import { Failed } from "@/components/states/states";
import { Button } from "@/components/ui/button";

/** Shown in the shell when a page's questions could not be answered. */
export default function PageFailed({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Failed
      title="This could not be loaded"
      isPage
      className="min-h-96"
      action={<Button onClick={reset}>Try again</Button>}
    >
      The stores behind this page did not answer. Nothing is lost; it is usually back within a minute.
      {error.digest ? <span className="mt-1 block text-ink-3 text-xs">Code {error.digest}</span> : null}
    </Failed>
  );
}
