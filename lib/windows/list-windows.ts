import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";
import { figuresOf, listWeeks, type WindowFigures } from "./window-figures";

/** All windows, oldest week first, each with its generations from the first on; as user `repair`. */
export async function listWindows(es: Elasticsearch, names: Names): Promise<WindowFigures[]> {
  const figures: WindowFigures[] = [];
  for (const week of await listWeeks(es, names)) figures.push(...(await figuresOf(es, week)));
  return figures;
}
