"use client";

import { formatClock, formatDay } from "@/lib/format/time";
import { Moment, useNow, useZone } from "./clock";

/** From when until when on the viewer's clock, "11:02 – 11:08", with the day when it did not begin today. */
export function ClockSpan({ fromMs, untilMs }: { fromMs: number; untilMs: number }) {
  const zone = useZone();
  const day = formatDay(fromMs, zone);
  return (
    <span className="whitespace-nowrap">
      {day === formatDay(useNow(), zone) ? null : `${day}, `}
      <Moment atMs={fromMs}>{formatClock(fromMs, zone, false)}</Moment> –{" "}
      <Moment atMs={untilMs}>{formatClock(untilMs, zone, false)}</Moment>
    </span>
  );
}
