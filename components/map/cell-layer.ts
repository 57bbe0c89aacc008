import { PolygonLayer } from "@deck.gl/layers";
import type { CellAmount } from "@/components/charts/cell-sketch";
import { boundsOfCell } from "@/lib/domain/grid-cell";
import { type MapPalette, rgb } from "./palette";
import type { LonLat } from "./track-geometry";

/** Of 255: what is there must be seen, and streets below what there is most of. */
const [LEAST_ALPHA, MOST_ALPHA] = [50, 190];

/** South-west and north-east corner of all cells together. */
export function boundsOfCells(cells: readonly CellAmount[]): [LonLat, LonLat] {
  const all = cells.map(({ cell }) => boundsOfCell(cell));
  return [
    [Math.min(...all.map(({ west }) => west)), Math.min(...all.map(({ south }) => south))],
    [Math.max(...all.map(({ east }) => east)), Math.max(...all.map(({ north }) => north))],
  ];
}

/** Cells as they lie on the ground, in the accent colour; by the root of the amount, so that few are told apart, too. */
export function cellLayer(
  cells: readonly CellAmount[],
  palette: MapPalette,
  onPoint: (cell: CellAmount | null) => void,
) {
  const most = Math.max(...cells.map(({ value }) => value), 1);
  const [red, green, blue] = rgb(palette.accent);
  return new PolygonLayer<CellAmount>({
    id: "cells",
    data: [...cells],
    getPolygon: ({ cell }) => {
      const { south, north, west, east } = boundsOfCell(cell);
      return [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ];
    },
    getFillColor: ({ value }) => [
      red,
      green,
      blue,
      LEAST_ALPHA + (MOST_ALPHA - LEAST_ALPHA) * Math.sqrt(Math.max(0, value) / most),
    ],
    getLineColor: rgb(palette.surface),
    getLineWidth: 1,
    lineWidthUnits: "pixels",
    pickable: true,
    onHover: ({ object }) => onPoint(object ?? null),
  });
}
