"use client";

import { STATUSES } from "@/lib/domain/bike-status";
import { formatNumber } from "@/lib/format/number";
import type { LiveStore } from "./live-store";
import { useLive } from "./use-live-store";

/** Says so where the map shows none of the bikes that are asked for although there are some, and leads to them. */
export function NoneInView({ store, onGo }: { store: LiveStore; onGo: () => void }) {
  const count = useLive(store, unseenIn, 0);
  if (count === 0) return null;
  return (
    <p
      role="status"
      className="pointer-events-auto shrink-0 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-raised"
    >
      {count === 1 ? "The only one is not in view." : `None of these ${formatNumber(count)} is in view.`}{" "}
      <button type="button" onClick={onGo} className="whitespace-nowrap font-semibold text-accent">
        Go there
      </button>
    </p>
  );
}

/** How many bikes of the statuses shown there are, if none of them is in view; else 0. */
export function unseenIn({ model, shownStatuses }: LiveStore): number {
  if (model.mode === "none" || model.bikes.size + model.clusters.size > 0) return 0;
  const count = shownStatuses.reduce((sum, status) => sum + model.counts[status], 0);
  // Those without a position may all be of these statuses, and are nowhere to be gone to.
  return shownStatuses.length === STATUSES.length ? count - model.unplaced : count;
}
