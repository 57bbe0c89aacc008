import type { FigureBlock, Grain } from "@/lib/domain/figures";
import { formatDayKey } from "@/lib/format/time";
import { dayRange } from "@/lib/format/zone";
import { type Block, blocksOf, daysOf as daysOfBlock } from "../blocks";
import { type DayRange, daysOf } from "../day-range";
import { blocksInside } from "./blocks-inside";

/** A day, week or quarter of a range, as far as it lies in it. */
export interface Bucket {
  readonly key: string;
  readonly label: string;
  readonly blocks: readonly FigureBlock[];
  /** How many of its days lie in the range. */
  readonly days: number;
  /** Whether more of its rides may still come: it has not ended, or not long enough ago. */
  readonly isUnfinished: boolean;
}

/** The range cut into days, weeks or quarters, and what is published inside each. */
export function bucketsOf(
  grain: Grain,
  range: DayRange,
  blocks: readonly FigureBlock[],
  { zone, today }: { readonly zone: string; readonly today: string },
): Bucket[] {
  const days = new Map<string, string[]>();
  for (const day of daysOf(range)) {
    const key = blocksOf(day).find((block) => block.grain === grain)?.block ?? day;
    days.set(key, [...(days.get(key) ?? []), day]);
  }
  return [...days].map(([key, inside]) => {
    const [from = "", to = ""] = [inside[0], inside.at(-1)];
    const span = { fromMs: dayRange(from, zone).fromMs, toMs: dayRange(to, zone).toMs };
    const published = blocksInside(blocks, span);
    return {
      key,
      label:
        grain === "day"
          ? shortDay(key)
          : `${key.slice(5)} ${key.slice(0, 4)}${partOf({ grain, block: key }, inside.length)}`,
      blocks: published,
      days: inside.length,
      isUnfinished: to >= today || published.some(({ closed }) => !closed),
    };
  });
}

/** "14 Oct" */
const shortDay = (day: string): string => formatDayKey(day).replace(/ \d{4}$/, "");

/** How much of it lies in the range, where that is not all. */
const partOf = (block: Block, days: number): string =>
  days < daysOfBlock(block).length ? `, ${days} ${days === 1 ? "day" : "days"} of it` : "";
