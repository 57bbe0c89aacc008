"use client";

import { lateNote } from "@/components/charts/late-note";
import { useZone } from "@/components/ui/clock";
import type { BikeHistory } from "@/lib/telemetry/models";

/** How much of what is drawn came late; nothing where nothing did. */
export function LateSummary({ history }: { history: BikeHistory }) {
  const note = lateNote(history, useZone());
  if (note === null) return null;
  return (
    <div className="flex flex-col gap-1 text-ink-2 text-xs">
      <p>{note}</p>
      <p className="flex flex-wrap gap-x-4">
        <span className="inline-flex items-center gap-1.5">
          <svg aria-hidden="true" width="22" height="6">
            <path
              d="M3 3h18"
              stroke="var(--late)"
              strokeWidth="5"
              strokeLinecap="round"
              strokeDasharray="0 8"
            />
          </svg>
          dotted on the map
        </span>
        <span className="inline-flex items-center gap-1.5">
          <i
            aria-hidden="true"
            className="h-3 w-5 rounded-sm border border-late bg-[color-mix(in_srgb,var(--late)_14%,var(--raised))]"
          />
          shaded in the charts
        </span>
      </p>
    </div>
  );
}
