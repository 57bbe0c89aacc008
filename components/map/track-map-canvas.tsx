"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import "./controls.css";
import { useEffect, useRef, useState } from "react";
import type { TrackSegment } from "@/lib/telemetry/models";
import { endTimes, endTimesLayer } from "./end-times";
import type { MapPalette } from "./palette";
import { boundsOf, endsOf, type LonLat } from "./track-geometry";
import { trackLayers } from "./track-layers";
import { usePartMap } from "./use-part-map";

/** Room for the times at the ends and for what lies in the corners. */
const ROOM_PX = { top: 36, right: 44, bottom: 56, left: 36 };
const START = { lat: 47.14, lon: 9.52, zoom: 9 };

interface TrackMapCanvasProps {
  readonly track: readonly TrackSegment[];
  readonly palette: MapPalette;
  /** Address of a PMTiles file, absolute or on this server. */
  readonly basemap: string;
  readonly chosen: LonLat | null;
  /** IANA name of the viewer's zone. */
  readonly zone: string;
  readonly label: string;
  readonly onFail: () => void;
}

/**
 * The canvas alone; made anew when the palette changes. Fits the track as it grows, until the viewer moves the map;
 * again when it is another one, which begins at another time.
 */
export default function TrackMapCanvas({
  track,
  palette,
  basemap,
  chosen,
  zone,
  label,
  onFail,
}: TrackMapCanvasProps) {
  const byHand = useRef(false);
  const framedFromMs = useRef<number | null>(null);
  const { box, map } = usePartMap({ palette, basemap, label, start: START, onFail });
  const [zoom, setZoom] = useState(13);

  useEffect(() => {
    if (!map) return;
    byHand.current = false;
    map.canvas.on("movestart", ({ originalEvent }) => {
      byHand.current ||= originalEvent !== undefined;
    });
    map.canvas.on("zoomend", () => setZoom(Math.round(map.canvas.getZoom() * 4) / 4));
  }, [map]);

  useEffect(() => {
    const bounds = boundsOf(track);
    if (!map || !bounds) return;
    const startMs = endsOf(track)?.start.atMs ?? null;
    if (byHand.current && framedFromMs.current === startMs) return;
    byHand.current = false;
    framedFromMs.current = startMs;
    map.canvas.fitBounds(bounds, { padding: ROOM_PX, maxZoom: 16, animate: false });
    setZoom(Math.round(map.canvas.getZoom() * 4) / 4);
  }, [map, track]);

  useEffect(() => {
    const times = endTimesLayer(endTimes(track, zone), palette);
    map?.overlay.setProps({ layers: [...trackLayers(track, palette, zoom, { chosen }), times] });
  }, [map, track, palette, zoom, chosen, zone]);

  return <div ref={box} className="size-full" data-map={map ? "ready" : "starting"} />;
}
