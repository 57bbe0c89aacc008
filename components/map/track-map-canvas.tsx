"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import "./controls.css";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import { addProtocol, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { useEffect, useRef, useState } from "react";
import type { TrackSegment } from "@/lib/telemetry/models";
import type { MapPalette } from "./palette";
import { mapStyle } from "./style";
import { boundsOf, type LonLat } from "./track-geometry";
import { trackLayers } from "./track-layers";

setWorkerUrl("/maplibre-gl-worker.mjs");
addProtocol("pmtiles", new Protocol().tile);

const WORLD = "/basemap/world.json";

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
    const made = makeMap(box.current, mapStyle(palette, tilesUrl(basemap), WORLD), label);
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

/** A PMTiles file by its address; the protocol wants it absolute. */
const tilesUrl = (address: string): string => `pmtiles://${new URL(address, window.location.href).href}`;

function makeMap(container: HTMLElement, style: ReturnType<typeof mapStyle>, label: string) {
  try {
    const canvas = new MapLibre({
      container,
      style,
      center: [9.52, 47.14],
      zoom: 9,
      maxZoom: 18,
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: { compact: false },
      fadeDuration: 0,
      locale: { "Map.Title": label },
    });
    canvas.touchZoomRotate.disableRotation();
    canvas.addControl(new NavigationControl({ showCompass: false }), "top-right");
    canvas.addControl(new ScaleControl({ maxWidth: 96 }), "bottom-left");
    const overlay = new MapLibreOverlay({ interleaved: false, layers: [] });
    canvas.addControl(overlay);
    return { canvas, overlay };
  } catch {
    return null;
  }
}
