import { MapLibreOverlay } from "@deck.gl/maplibre";
import {
  addProtocol,
  Map as MapLibre,
  type MapSourceDataEvent,
  NavigationControl,
  ScaleControl,
  type StyleSpecification,
  setWorkerUrl,
} from "maplibre-gl";
import { Protocol } from "pmtiles";
import { bareGround } from "./bare-ground";
import { OUTLINE, SEA } from "./style";

setWorkerUrl("/maplibre-gl-worker.mjs");
addProtocol("pmtiles", new Protocol().tile);

export const WORLD = "/basemap/world.json";

/** A PMTiles file by its address; the protocol wants it absolute. */
export const tilesUrl = (address: string): string =>
  `pmtiles://${new URL(address, window.location.href).href}`;

interface MapOptions {
  /** All that there is to see. On a map that is a part of a page one finger scrolls the page and two move the map. */
  readonly isWholePage: boolean;
  readonly start: { readonly lat: number; readonly lon: number; readonly zoom: number };
}

/** A map with our controls and room for our layers; null where the browser cannot draw one. */
export function makeMap(
  container: HTMLElement,
  style: StyleSpecification,
  label: string,
  { isWholePage, start }: MapOptions,
): { canvas: MapLibre; overlay: MapLibreOverlay } | null {
  try {
    const canvas = new MapLibre({
      container,
      style,
      center: [start.lon, start.lat],
      zoom: start.zoom,
      maxZoom: 18,
      cooperativeGestures: !isWholePage,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: { compact: false },
      fadeDuration: 0,
      locale: { "Map.Title": label },
    });
    canvas.touchZoomRotate.disableRotation();
    canvas.addControl(bareGround(), "bottom-right");
    canvas.addControl(new ScaleControl({ maxWidth: 96 }), isWholePage ? "bottom-right" : "bottom-left");
    canvas.addControl(
      new NavigationControl({ showCompass: false }),
      isWholePage ? "bottom-right" : "top-right",
    );
    fillSea(canvas);
    const overlay = new MapLibreOverlay({
      interleaved: false,
      layers: [],
      // It takes no keys; those go to the map below.
      onLoad: () => container.querySelector("#deckgl-overlay")?.setAttribute("tabindex", "-1"),
    });
    canvas.addControl(overlay);
    return { canvas, overlay };
  } catch {
    return null;
  }
}

/** Without the outline of the land all would be sea, also under a bike: the sea waits for it. */
function fillSea(canvas: MapLibre): void {
  const whenOutlined = ({ sourceId, isSourceLoaded }: MapSourceDataEvent) => {
    if (sourceId !== OUTLINE || !isSourceLoaded) return;
    canvas.off("sourcedata", whenOutlined);
    canvas.setLayoutProperty(SEA, "visibility", "visible");
  };
  canvas.on("sourcedata", whenOutlined);
}
