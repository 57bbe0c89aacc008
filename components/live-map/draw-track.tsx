"use client";

import { useEffect } from "react";
import type { BikeState, TrackSegment } from "@/lib/telemetry/models";
import { useLiveMap } from "./live-context";

/** Has the map draw a bike's way, for as long as this is on the page. */
export function DrawTrack({ state, track }: { state: BikeState; track: readonly TrackSegment[] }) {
  const { draw } = useLiveMap();
  useEffect(() => {
    const { bikeId, position } = state;
    draw({ id: bikeId, place: position && { lat: position.lat, lon: position.lon }, track });
  }, [draw, state, track]);
  return null;
}
