"use client";

import { STATUS_MEANINGS, STATUS_ORDER, STATUS_WORDS } from "@/components/tables/status-words";
import { cn } from "@/components/ui/cn";
import { Glyph } from "@/components/ui/glyph";
import type { Status } from "@/lib/domain/bike-status";
import { formatNumber } from "@/lib/format/number";

/** Legend and filter in one: each status with its shape and how many bikes have it. */
export function StatusFilter({
  counts,
  isStale,
  chosen,
  onChange,
}: {
  /** Null as long as they are not known. */
  counts: Readonly<Record<Status, number>> | null;
  /** The counts are those of some time ago. */
  isStale: boolean;
  chosen: readonly Status[];
  onChange: (chosen: Status[]) => void;
}) {
  const toggled = (status: Status) =>
    chosen.includes(status) ? chosen.filter((other) => other !== status) : [...chosen, status];
  return (
    <fieldset className="flex flex-col gap-0.5">
      <legend className="sr-only">Show bikes by status</legend>
      {STATUS_ORDER.map((status) => (
        <label
          key={status}
          title={`${STATUS_WORDS[status]}: ${STATUS_MEANINGS[status]}`}
          className="flex h-7 cursor-pointer items-center gap-2 rounded-md px-1 hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="checkbox"
            checked={chosen.includes(status)}
            onChange={() => onChange(toggled(status))}
            className="size-3.5 accent-accent outline-none"
          />
          <Glyph status={status} />
          <span className="grow">{STATUS_WORDS[status]}</span>
          <span data-count={status} className={cn(isStale ? "text-ink-3" : "text-ink")}>
            {counts ? formatNumber(counts[status]) : "–"}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
