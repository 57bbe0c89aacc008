"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import "./controls.css";
import type { MapLibreOverlay } from "@deck.gl/maplibre";
import type { Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef, useState } from "react";
import type { TrackSegment } from "@/lib/telemetry/models";
import { makeMap, tilesUrl, WORLD } from "./make-map";
import type { MapPalette } from "./palette";
import { mapStyle } from "./style";
import { boundsOf, type LonLat } from "./track-geometry";
import { trackLayers } from "./track-layers";

const START = { lat: 47.14, lon: 9.52, zoom: 9 };

interface TrackMapCanvasProps {
  readonly track: readonly TrackSegment[];
  readonly palette: MapPalette;
  /** Address of a PMTiles file, absolute or on this server. */
  readonly basemap: string;
  readonly chosen: LonLat | null;
  readonly label: string;
  readonly onFail: () => void;
}

/** The canvas alone; mounted anew when the palette changes. Fits the track once it is there and when it changes. */
export default function TrackMapCanvas({
  track,
  palette,
  basemap,
  chosen,
  label,
  onFail,
}: TrackMapCanvasProps) {
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<{ canvas: MapLibre; overlay: MapLibreOverlay } | null>(null);
  const [zoom, setZoom] = useState(13);

  useEffect(() => {
    if (!box.current) return;
    const made = makeMap(box.current, mapStyle(palette, tilesUrl(basemap), WORLD), label, {
      cooperativeGestures: true,
      start: START,
    });
    if (!made) return onFail();
    const { canvas } = made;
    const settle = () => setZoom(Math.round(canvas.getZoom() * 4) / 4);
    canvas.on("zoomend", settle);
    setMap(made);
    return () => {
      setMap(null);
      canvas.remove();
    };
  }, [palette, basemap, label, onFail]);

  useEffect(() => {
    const bounds = boundsOf(track);
    if (!map || !bounds) return;
    map.canvas.fitBounds(bounds, { padding: 36, maxZoom: 16, animate: false });
    setZoom(Math.round(map.canvas.getZoom() * 4) / 4);
  }, [map, track]);

  useEffect(() => {
    map?.overlay.setProps({ layers: trackLayers(track, palette, zoom, chosen) });
  }, [map, track, palette, zoom, chosen]);

  return <div ref={box} className="size-full" data-map={map ? "ready" : "starting"} />;
}
