"use client";

import { STATUS_WORDS } from "@/components/tables/status";
import { Glyph } from "@/components/ui/glyph";
import type { Status } from "@/lib/domain/bike-status";
import { formatNumber } from "@/lib/format/number";

/** As the legend is read: what rides first, what is lost last. */
const ORDER: readonly Status[] = ["moving", "parked", "charging", "low", "fault", "silent", "missing"];

/** Legend and filter in one: each status with its shape and how many bikes have it. */
export function StatusFilter({
  counts,
  chosen,
  onChange,
}: {
  /** Null as long as they are not known. */
  counts: Readonly<Record<Status, number>> | null;
  chosen: readonly Status[];
  onChange: (chosen: Status[]) => void;
}) {
  const toggled = (status: Status) =>
    chosen.includes(status) ? chosen.filter((other) => other !== status) : [...chosen, status];
  return (
    <fieldset className="flex flex-col gap-0.5">
      <legend className="sr-only">Show bikes by status</legend>
      {ORDER.map((status) => (
        <label
          key={status}
          className="flex h-7 cursor-pointer items-center gap-2 rounded-md px-1 hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="checkbox"
            checked={chosen.includes(status)}
            onChange={() => onChange(toggled(status))}
            className="size-3.5 accent-accent"
          />
          <Glyph status={status} />
          <span className="grow">{STATUS_WORDS[status]}</span>
          <span data-count={status} className="text-ink">
            {counts ? formatNumber(counts[status]) : "–"}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
