import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";
import { asUnavailable } from "@/lib/es/search-fault";
import { figuresOf, listWeeks, type WindowFigures } from "./window-figures";

export interface WindowsPage {
  /** Newest week first, each with its generations from the first on. */
  readonly weeks: readonly { readonly name: string; readonly generations: readonly WindowFigures[] }[];
  readonly totalWeeks: number;
  /** Of all weeks on disk, copies included. */
  readonly totalBytes: number;
}

/**
 * So many weeks, newest first, after `skip` newer ones; as user `repair`. Only the readings of these are counted.
 * @throws AppError `unavailable`.
 */
export async function getWindowsPage(
  es: Elasticsearch,
  names: Names,
  { skip, weeks: count }: { readonly skip: number; readonly weeks: number },
): Promise<WindowsPage> {
  try {
    const all = await listWeeks(es, names);
    const weeks: { name: string; generations: WindowFigures[] }[] = [];
    for (const week of all.toReversed().slice(skip, skip + count))
      weeks.push({ name: week.name, generations: await figuresOf(es, week) });
    const sizes = all.flatMap(({ generations }) => generations.map(({ bytes }) => bytes));
    return { weeks, totalWeeks: all.length, totalBytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
  } catch (fault) {
    throw asUnavailable("list-windows", fault);
  }
}
