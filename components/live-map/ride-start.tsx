"use client";

import { Moment, useNow, useZone } from "@/components/ui/clock";
import { formatClock, formatDay } from "@/lib/format/time";

/** When a ride began, on the viewer's clock: "Today, 11:02" or "27 Nov 2026, 18:31". */
export function RideStart({ atMs }: { atMs: number }) {
  const zone = useZone();
  const day = formatDay(atMs, zone);
  return (
    <span className="whitespace-nowrap">
      <Moment atMs={atMs}>
        {day === formatDay(useNow(), zone) ? "Today" : day}, {formatClock(atMs, zone, false)}
      </Moment>
    </span>
  );
}
