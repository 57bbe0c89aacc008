"use client";

import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { useZone } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/lib/format/duration";
import { formatClock, formatDay } from "@/lib/format/time";
import type { TimeSpan } from "@/lib/telemetry/models";
import { type BikeAddress, bikeAddress } from "./address";

const SHOWN = 8;

/** The stretches with readings inside what is shown, each a way closer to it; nothing where there is only one. */
export function Stretches({ stretches, address }: { stretches: readonly TimeSpan[]; address: BikeAddress }) {
  const zone = useZone();
  if (stretches.length < 2) return null;
  const days = new Set(stretches.map(({ fromMs }) => formatDay(fromMs, zone)));
  const name = ({ fromMs, toMs }: TimeSpan): string =>
    `${days.size > 1 ? `${formatDay(fromMs, zone).replace(/ \d{4}$/, "")}, ` : ""}${formatClock(fromMs, zone, false)} – ${formatClock(toMs, zone, false)}`;
  return (
    <ul aria-label="Stretches with readings" className="flex flex-wrap items-center gap-1.5">
      {stretches.slice(0, SHOWN).map((stretch) => (
        <li key={stretch.fromMs}>
          <Link
            href={bikeAddress({ ...address, ...stretch })}
            scroll={false}
            className={cn(buttonLook({ kind: "quiet", size: "small" }), "h-6 border-line px-2 font-normal")}
          >
            {name(stretch)}
            <span className="text-ink-3">{formatDuration(stretch.toMs - stretch.fromMs)}</span>
          </Link>
        </li>
      ))}
      {stretches.length > SHOWN ? (
        <li className="text-ink-3 text-xs">and {stretches.length - SHOWN} more</li>
      ) : null}
    </ul>
  );
}
