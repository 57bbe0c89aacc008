"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import "./controls.css";
import type { MapLibreOverlay } from "@deck.gl/maplibre";
import type { Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef, useState } from "react";
import type { CellAmount } from "@/components/charts/cell-sketch";
import { boundsOfCells, cellLayer } from "./cell-layer";
import { makeMap, tilesUrl, WORLD } from "./make-map";
import type { MapPalette } from "./palette";
import { mapStyle } from "./style";

const ROOM_PX = 36;
/** Where the map begins until its cells are drawn: all of Europe. */
const START = { lat: 48.5, lon: 9, zoom: 4 };

interface CellMapCanvasProps {
  readonly cells: readonly CellAmount[];
  readonly palette: MapPalette;
  /** Address of a PMTiles file, absolute or on this server. */
  readonly basemap: string;
  readonly label: string;
  readonly onPoint: (cell: CellAmount | null) => void;
  readonly onFail: () => void;
}

/** The canvas alone; made anew when the palette changes. Fits the cells whenever they are others. */
export default function CellMapCanvas({
  cells,
  palette,
  basemap,
  label,
  onPoint,
  onFail,
}: CellMapCanvasProps) {
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<{ canvas: MapLibre; overlay: MapLibreOverlay } | null>(null);

  useEffect(() => {
    if (!box.current) return;
    const style = mapStyle(palette, tilesUrl(basemap), WORLD);
    const made = makeMap(box.current, style, "Cells", { isWholePage: false, start: START });
    if (!made) return onFail();
    setMap(made);
    return () => {
      setMap(null);
      made.canvas.remove();
    };
  }, [palette, basemap, onFail]);

  useEffect(() => {
    map?.canvas.fitBounds(boundsOfCells(cells), { padding: ROOM_PX, maxZoom: 12, animate: false });
  }, [map, cells]);

  useEffect(() => {
    map?.canvas.getCanvas().setAttribute("aria-label", label);
  }, [map, label]);

  useEffect(() => {
    map?.overlay.setProps({ layers: [cellLayer(cells, palette, onPoint)] });
  }, [map, cells, palette, onPoint]);

  return <div ref={box} className="size-full" data-map={map ? "ready" : "starting"} />;
}
