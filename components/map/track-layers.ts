import { PathLayer, ScatterplotLayer } from "@deck.gl/layers";
import type { TrackSegment } from "@/lib/telemetry/models";
import { type MapPalette, rgb } from "./palette";
import { dotsAlong, endsOf, type LonLat, metresPerPixel, pathOf } from "./track-geometry";

const DOT_SPACING_PX = 9;
/** A dotted line over a whole country must not become a million dots. */
const MOST_DOTS = 20_000;

/**
 * Layers of a track: solid where it came in time, dotted where it came late, a ring at its start and a dot at its end,
 * unless something else shows where the bike is.
 */
export function trackLayers(
  track: readonly TrackSegment[],
  palette: MapPalette,
  zoom: number,
  { chosen = null, hasEnd = true }: { readonly chosen?: LonLat | null; readonly hasEnd?: boolean },
) {
  const ends = endsOf(track);
  const spacing = DOT_SPACING_PX * metresPerPixel(zoom, ends?.start.place[1] ?? 0);
  const punctual = track.filter(({ late }) => !late).map(pathOf);
  const dots = track
    .filter(({ late }) => late)
    .flatMap((segment) => dotsAlong(pathOf(segment), spacing))
    .slice(0, MOST_DOTS);
  return [
    new PathLayer<LonLat[]>({
      id: "track-edge",
      data: punctual,
      getPath: (path) => path,
      getColor: rgb(palette.surface),
      getWidth: 6,
      widthUnits: "pixels",
      capRounded: true,
      jointRounded: true,
    }),
    new PathLayer<LonLat[]>({
      id: "track",
      data: punctual,
      getPath: (path) => path,
      getColor: rgb(palette.accent),
      getWidth: 3.5,
      widthUnits: "pixels",
      capRounded: true,
      jointRounded: true,
    }),
    new PathLayer<LonLat[]>({
      id: "late-base",
      data: track.filter(({ late }) => late).map(pathOf),
      getPath: (path) => path,
      getColor: [...rgb(palette.late), 90],
      getWidth: 1.5,
      widthUnits: "pixels",
    }),
    spots("late", dots, rgb(palette.late), 2.5),
    ...(ends ? [spots("start", [ends.start.place], rgb(palette.surface), 4.5, rgb(palette.ink))] : []),
    ...(ends && hasEnd ? [spots("end", [ends.end.place], rgb(palette.ink), 6, rgb(palette.surface))] : []),
    ...(chosen ? [spots("chosen", [chosen], rgb(palette.accent), 6, rgb(palette.surface))] : []),
  ];
}

function spots(
  id: string,
  places: LonLat[],
  fill: [number, number, number],
  radius: number,
  edge?: [number, number, number],
): ScatterplotLayer<LonLat> {
  return new ScatterplotLayer<LonLat>({
    id,
    data: places,
    getPosition: (place) => place,
    getFillColor: fill,
    getRadius: radius,
    radiusUnits: "pixels",
    stroked: edge !== undefined,
    getLineColor: edge ?? fill,
    getLineWidth: 2,
    lineWidthUnits: "pixels",
  });
}
