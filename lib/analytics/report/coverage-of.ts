import { type FigureBlock, OUT_REASONS, type OutReason } from "@/lib/domain/figures";
import { fewestBlocks } from "./blocks-inside";

/** How much of what the fleet rode a figure stands for. */
export interface Coverage {
  /** Rides of the fleet, and those that are counted; null where nothing is told of them. */
  readonly all: number | null;
  readonly counted: number | null;
  /** 0 to 1 */
  readonly share: number | null;
  readonly out: readonly { readonly reason: OutReason; readonly rides: number | null }[];
  /** Whether some days or reasons told no number, because too few bikes or riders were behind it. */
  readonly isIncomplete: boolean;
}

/** Of the blocks inside a range: the largest tell for all in them. */
export function coverageOf(blocks: readonly FigureBlock[]): Coverage {
  const parts = fewestBlocks(blocks).map(({ coverage }) => coverage);
  const told = parts.filter(({ all, counted }) => all !== null && counted !== null);
  const all = sumOf(told.map((part) => part.all));
  const counted = sumOf(told.map((part) => part.counted));
  const out = OUT_REASONS.map((reason) => ({
    reason,
    rides: sumOf(parts.map((part) => part.out[reason] ?? null)),
  }));
  return {
    all,
    counted,
    share: all === null || counted === null || all === 0 ? null : counted / all,
    out,
    isIncomplete:
      told.length < parts.length ||
      parts.some((part) => OUT_REASONS.some((reason) => part.out[reason] === null)),
  };
}

/** Of what is told; null where nothing is. */
function sumOf(values: readonly (number | null)[]): number | null {
  const told = values.filter((value) => value !== null);
  return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0);
}
