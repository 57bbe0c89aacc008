"use client";

import { lateNote } from "@/components/charts/late-note";
import { useZone } from "@/components/ui/clock";
import type { BikeHistory } from "@/lib/telemetry/models";

/** How much of what is drawn came late; nothing where nothing did. */
export function LateSummary({ history }: { history: BikeHistory }) {
  const note = lateNote(history, useZone());
  if (note === null) return null;
  return (
    <p className="flex items-baseline gap-2 text-ink-2 text-xs">
      <svg aria-hidden="true" width="24" height="4" className="shrink-0">
        <path d="M2 2h22" stroke="var(--late)" strokeWidth="3" strokeDasharray="3 3" />
      </svg>
      <span>{note} Shown dotted.</span>
    </p>
  );
}
