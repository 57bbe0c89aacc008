import type { Definition } from "../definition";
import { cell } from "../groupings";

export const where = {
  id: "where",
  title: "Where are paths for bikes needed?",
  about: "Rides that begin in, and metres ridden through, cells of a grid of 1 km or more.",
  purpose: "planning-aggregates",
  formula: 1,
  table: "places",
  counts: ({ start_cell, cells }) => start_cell !== null || cells.length > 0,
  groupings: [cell],
  measures: [
    {
      name: "starts",
      known: "starts",
      label: "Rides that begin there",
      unit: "rides",
      kind: "sum",
      step: 1,
      formula: "rides whose first position lies in the cell",
      of: ({ start_cell }, [place]) => (start_cell === place ? 1 : null),
    },
    {
      name: "metres",
      known: "metres",
      label: "Distance ridden there",
      unit: "m",
      kind: "sum",
      step: 1,
      formula: "metres of tracks within the cell, ends of tracks cut",
      of: ({ cells, cells_m }, [place]) => (cells_m[cells.indexOf(place ?? "")] ?? 0) || null,
    },
  ],
  ratios: [],
} as const satisfies Definition;
