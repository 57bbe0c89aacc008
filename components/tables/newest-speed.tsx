"use client";

import { Age, useNow } from "@/components/ui/clock";
import { formatValue } from "@/lib/format/value";
import type { BikeState } from "@/lib/telemetry/models";
import { newestOf, pastSpeedAtMs } from "./status";

/** How fast a bike is; how fast it was, quietly and with when, once that is no more of now. */
export function NewestSpeed({ state }: { state: BikeState }) {
  const pastAtMs = pastSpeedAtMs(state, useNow());
  const speed = newestOf(state, "speed_kmh");
  if (speed === null) return "–";
  if (pastAtMs === null) return formatValue("speed_kmh", speed);
  return (
    <span className="text-ink-3 text-xs">
      <span className="lg:hidden">last </span>
      {formatValue("speed_kmh", speed)}
      <span className="hidden lg:inline">
        , <Age atMs={pastAtMs} />
      </span>
    </span>
  );
}
