import type { GeoJSONSource, IControl, Map as MapLibre, VectorTileSource } from "maplibre-gl";
import { formatNumber } from "@/lib/format/number";
import { type Frame, gridLines, gridStepMetres, touches } from "./grid";
import { BASEMAP, GRID } from "./style";

/** The view changed, bounds became known, or loading came to its end, well or not. */
const EVENTS = ["moveend", "sourcedata", "idle"] as const;

/** A note in the corner and a grid on the ground while the view lies outside the street map; nothing inside it. */
export function bareGround(): IControl {
  const note = document.createElement("p");
  note.className = "maplibregl-ctrl map-note";
  note.hidden = true;
  let map: MapLibre | null = null;
  let drawn = "";

  const draw = () => {
    if (!map) return;
    const bounds = map.getBounds();
    const view: Frame = [bounds.getSouthWest().toArray(), bounds.getNorthEast().toArray()];
    const step = isBare(map, view) ? gridStepMetres(map.getZoom(), map.getCenter().lat) : null;
    const wanted = step === null ? "" : `${step} ${view.flat().map((degrees) => degrees.toFixed(5))}`;
    if (wanted === drawn) return;
    drawn = wanted;
    note.hidden = step === null;
    if (step !== null) note.textContent = `No street map here. Squares are ${lengthOf(step)} wide.`;
    map.getSource<GeoJSONSource>(GRID)?.setData({
      type: "MultiLineString",
      coordinates: step === null ? [] : gridLines(view, step),
    });
  };

  return {
    onAdd(added) {
      map = added;
      for (const event of EVENTS) added.on(event, draw);
      return note;
    },
    onRemove(removed) {
      for (const event of EVENTS) removed.off(event, draw);
      map = null;
      note.remove();
    },
  };
}

/** A street map that could not be loaded covers nothing; one that states no bounds covers everything. */
function isBare(map: MapLibre, view: Frame): boolean {
  const source: Partial<VectorTileSource> | undefined = map.getSource<VectorTileSource>(BASEMAP);
  if (!source?.loaded?.()) return false;
  if (!source.tiles) return true;
  const bounds = source.tileBounds?.bounds;
  return (
    bounds !== undefined && !touches(view, [bounds.getSouthWest().toArray(), bounds.getNorthEast().toArray()])
  );
}

const lengthOf = (metres: number): string =>
  metres < 1000 ? `${formatNumber(metres)}\u00a0m` : `${formatNumber(metres / 1000)}\u00a0km`;
