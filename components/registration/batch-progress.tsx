"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { formatNumber } from "@/lib/format/number";

const LOOK_AGAIN_MS = 700;

/** How far a file is, and the page anew until it is done. `share` is 0 to 1, null before the file was read. */
export function BatchProgress({
  share,
  done,
  rows,
}: {
  share: number | null;
  done: number;
  rows: number | null;
}) {
  const router = useRouter();
  const [isLooking, look] = useTransition();
  useEffect(() => {
    // One after the other: a server that answers slowly would only be asked more.
    if (isLooking) return;
    const timer = setTimeout(() => look(() => router.refresh()), LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [router, isLooking]);
  const percent = Math.round((share ?? 0) * 100);
  return (
    <div className="flex items-center gap-3">
      <div
        role="progressbar"
        aria-label="Rows done"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : percent}
        className="h-1.5 w-64 max-w-full overflow-hidden rounded-sm bg-sunken"
      >
        <div
          className="h-full bg-accent transition-[width] duration-150 motion-reduce:transition-none"
          style={{ width: `${percent}%` }}
        />
      </div>
      <span className="text-ink-2 text-xs tabular-nums">
        {rows === null ? "Reading…" : `${formatNumber(done)} of ${formatNumber(rows)} rows`}
      </span>
    </div>
  );
}
