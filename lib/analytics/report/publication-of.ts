import type { FigureBlock } from "@/lib/domain/figures";
import { type DayRange, daysOf } from "../day-range";
import { fewestBlocks } from "./blocks-inside";

/** When, and from which state of the ledger, what a report shows was published. */
export interface Publication {
  readonly blocks: number;
  /** The newest publication, ms since epoch; null where nothing is published. */
  readonly publishedAtMs: number | null;
  /** Least and greatest position of the ledger. */
  readonly position: { readonly from: number; readonly to: number } | null;
  /** Greatest revision of a block. */
  readonly revision: number;
  /** Versions of the formula by which blocks were computed. */
  readonly formulas: readonly number[];
  /** Days until today of which nothing is published. */
  readonly missingDays: number;
  /** Different riders and bikes, where one block is the whole range: those of several are never added. */
  readonly riders: number | null;
  readonly bikes: number | null;
}

export function publicationOf(blocks: readonly FigureBlock[], range: DayRange, today: string): Publication {
  const positions = blocks.map(({ position }) => position);
  const days = new Set(blocks.flatMap(({ grain, block }) => (grain === "day" ? [block] : [])));
  const fewest = fewestBlocks(blocks);
  const whole = fewest.length === 1 ? fewest[0] : undefined;
  return {
    blocks: blocks.length,
    publishedAtMs: blocks.length === 0 ? null : Math.max(...blocks.map(({ published_at }) => published_at)),
    position: blocks.length === 0 ? null : { from: Math.min(...positions), to: Math.max(...positions) },
    revision: Math.max(0, ...blocks.map(({ revision }) => revision)),
    formulas: [...new Set(blocks.map(({ formula }) => formula))].toSorted((a, b) => a - b),
    missingDays: daysOf(range).filter((day) => day <= today && !days.has(day)).length,
    riders: whole?.riders ?? null,
    bikes: whole?.bikes ?? null,
  };
}
