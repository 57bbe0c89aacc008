"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import "./controls.css";
import type { MapLibreOverlay } from "@deck.gl/maplibre";
import type { Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef, useState } from "react";
import type { TrackSegment } from "@/lib/telemetry/models";
import { endTimes, endTimesLayer } from "./end-times";
import { makeMap, tilesUrl, WORLD } from "./make-map";
import type { MapPalette } from "./palette";
import { mapStyle } from "./style";
import { boundsOf, endsOf, type LonLat } from "./track-geometry";
import { trackLayers } from "./track-layers";

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
  const box = useRef<HTMLDivElement>(null);
  const byHand = useRef(false);
  const framedFromMs = useRef<number | null>(null);
  const [map, setMap] = useState<{ canvas: MapLibre; overlay: MapLibreOverlay } | null>(null);
  const [zoom, setZoom] = useState(13);

  useEffect(() => {
    if (!box.current) return;
    const made = makeMap(box.current, mapStyle(palette, tilesUrl(basemap), WORLD), "Track", {
      isWholePage: false,
      start: START,
    });
    if (!made) return onFail();
    const { canvas } = made;
    byHand.current = false;
    canvas.on("movestart", ({ originalEvent }) => {
      byHand.current ||= originalEvent !== undefined;
    });
    const settle = () => setZoom(Math.round(canvas.getZoom() * 4) / 4);
    canvas.on("zoomend", settle);
    setMap(made);
    return () => {
      setMap(null);
      canvas.remove();
    };
  }, [palette, basemap, onFail]);

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
    map?.canvas.getCanvas().setAttribute("aria-label", label);
  }, [map, label]);

  useEffect(() => {
    const times = endTimesLayer(endTimes(track, zone), palette);
    map?.overlay.setProps({ layers: [...trackLayers(track, palette, zoom, { chosen }), times] });
  }, [map, track, palette, zoom, chosen, zone]);

  return <div ref={box} className="size-full" data-map={map ? "ready" : "starting"} />;
}
