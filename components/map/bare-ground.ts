import type { GeoJSONSource, IControl, Map as MapLibre, VectorTileSource } from "maplibre-gl";
import { formatNumber } from "@/lib/format/number";
import { type Frame, gridLines, gridStepMetres, touches } from "./grid";
import { BASEMAP, GRID, STREETS } from "./style";

/** The view changed, bounds became known, or loading came to its end, well or not. */
const EVENTS = ["moveend", "sourcedata", "idle"] as const;

/** Sides of the boxes that are looked at first, px. */
const SPOT_PX = 80;

/** A note in the corner and a grid on the ground while no street of the street map is in view. */
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
    const wide = gridStepMetres(map.getZoom(), map.getCenter().lat);
    const step = wide !== null && isBare(map, view) ? wide : null;
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
  if (bounds && !touches(view, [bounds.getSouthWest().toArray(), bounds.getNorthEast().toArray()]))
    return true;
  return map.areTilesLoaded() && !hasStreets(map);
}

/** Whether a street is drawn: looked for in the middle first, for in a town the whole view has thousands. */
function hasStreets(map: MapLibre): boolean {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const [x, y] = [width / 2, height / 2];
  const boxes: [[number, number], [number, number]][] = [
    [
      [x - SPOT_PX, y - SPOT_PX],
      [x + SPOT_PX, y + SPOT_PX],
    ],
    [
      [0, 0],
      [width, height],
    ],
  ];
  return boxes.some((box) => map.queryRenderedFeatures(box, { layers: [...STREETS] }).length > 0);
}

const lengthOf = (metres: number): string =>
  metres < 1000 ? `${formatNumber(metres)}\u00a0m` : `${formatNumber(metres / 1000)}\u00a0km`;
