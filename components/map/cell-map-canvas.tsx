"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import "./controls.css";
import { useEffect } from "react";
import type { CellAmount } from "@/components/charts/cell-sketch";
import { boundsOfCells, cellLayer } from "./cell-layer";
import type { MapPalette } from "./palette";
import { usePartMap } from "./use-part-map";

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

/** The canvas alone. Fits the cells whenever they are others. */
export default function CellMapCanvas({
  cells,
  palette,
  basemap,
  label,
  onPoint,
  onFail,
}: CellMapCanvasProps) {
  const { box, map } = usePartMap({ palette, basemap, label, start: START, onFail });

  useEffect(() => {
    map?.canvas.fitBounds(boundsOfCells(cells), { padding: ROOM_PX, maxZoom: 12, animate: false });
  }, [map, cells]);

  useEffect(() => {
    map?.overlay.setProps({ layers: [cellLayer(cells, palette, onPoint)] });
  }, [map, cells, palette, onPoint]);

  return <div ref={box} className="size-full" data-map={map ? "ready" : "starting"} />;
}
