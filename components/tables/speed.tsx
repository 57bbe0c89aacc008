"use client";

import { Age, useNow } from "@/components/ui/clock";
import type { Status } from "@/lib/domain/bike-status";
import { formatNumber, THIN_SPACE } from "@/lib/format/number";
import { isSpeedOfNow, type MeasuredSpeed } from "./status";

/** "19 km/h" on every screen that shows a bike among others; the decimals are on the bike's own page. */
const formatSpeed = (kmh: number): string => `${formatNumber(kmh)}${THIN_SPACE}km/h`;

/** How fast a bike is; how fast it was, quietly and with when, once that is no more of now. */
export function Speed({ speed, status }: { speed: MeasuredSpeed | null; status: Status }) {
  const nowMs = useNow();
  if (speed === null) return "–";
  if (isSpeedOfNow(speed, status, nowMs))
    return <span className="whitespace-nowrap">{formatSpeed(speed.kmh)}</span>;
  return (
    <span className="font-normal text-ink-3 text-xs">
      was {formatSpeed(speed.kmh)}, <Age atMs={speed.atMs} />
    </span>
  );
}
