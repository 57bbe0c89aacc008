import type { MapLibreOverlay } from "@deck.gl/maplibre";
import type { Map as MapLibre } from "maplibre-gl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { makeMap, tilesUrl, WORLD } from "./make-map";
import type { MapPalette } from "./palette";
import { mapStyle } from "./style";

interface PartMap {
  readonly canvas: MapLibre;
  readonly overlay: MapLibreOverlay;
}

interface PartMapOptions {
  readonly palette: MapPalette;
  /** Address of a PMTiles file, absolute or on this server. */
  readonly basemap: string;
  /** What it shows, in words. */
  readonly label: string;
  readonly start: { readonly lat: number; readonly lon: number; readonly zoom: number };
  readonly onFail: () => void;
}

/** A map that is a part of a page, in its box; made anew when the palette changes, null until it is there. */
export function usePartMap({ palette, basemap, label, start, onFail }: PartMapOptions): {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly map: PartMap | null;
} {
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<PartMap | null>(null);
  useEffect(() => {
    if (!box.current) return;
    const style = mapStyle(palette, tilesUrl(basemap), WORLD);
    const made = makeMap(box.current, style, "Map", { isWholePage: false, start });
    if (!made) return onFail();
    setMap(made);
    return () => {
      setMap(null);
      made.canvas.remove();
    };
  }, [palette, basemap, start, onFail]);
  useEffect(() => {
    map?.canvas.getCanvas().setAttribute("aria-label", label);
  }, [map, label]);
  return { box, map };
}
