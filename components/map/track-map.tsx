"use client";

import dynamic from "next/dynamic";
import { useTheme } from "next-themes";
import { useCallback, useMemo, useState } from "react";
import { useCrosshairTime } from "@/components/charts/crosshair-time";
import { Placeholder } from "@/components/states/loading";
import { Empty, Failed } from "@/components/states/states";
import { useZone } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/lib/format/number";
import type { TrackSegment } from "@/lib/telemetry/models";
import { PALETTES } from "./palette";
import { lengthKm, placeAt } from "./track-geometry";

/** The map is heavy: it comes after the page, and in browsers only. */
const TrackMapCanvas = dynamic(() => import("./track-map-canvas"), {
  ssr: false,
  loading: () => <Placeholder className="absolute inset-0 rounded-none" />,
});

/** The way a bike went in the chosen range, and where it was at the time that the charts are read at. */
export function TrackMap({
  track,
  basemap,
  className,
}: {
  track: readonly TrackSegment[];
  basemap: string;
  className?: string;
}) {
  const { resolvedTheme } = useTheme();
  const zone = useZone();
  const [failed, setFailed] = useState(false);
  const [atMs] = useCrosshairTime();
  const fail = useCallback(() => setFailed(true), []);
  const chosen = useMemo(() => (atMs === null ? null : placeAt(track, atMs)), [track, atMs]);
  const positions = track.reduce((sum, { points }) => sum + points.length, 0);
  const summary = `Track of ${formatNumber(lengthKm(track), 1)} km over ${formatNumber(positions)} positions`;
  return (
    <div className={cn("relative overflow-hidden bg-sunken", className)}>
      {positions === 0 ? (
        <Empty title="No positions in this range" className="h-full py-4" />
      ) : failed ? (
        <Failed title="The map could not be drawn" className="h-full py-4">
          This browser offers no WebGL 2. {summary}.
        </Failed>
      ) : (
        <TrackMapCanvas
          track={track}
          palette={PALETTES[resolvedTheme === "dark" ? "dark" : "light"]}
          basemap={basemap}
          chosen={chosen}
          zone={zone}
          label={summary}
          onFail={fail}
        />
      )}
    </div>
  );
}
