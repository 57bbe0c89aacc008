import type { FigureBlock, Grain } from "@/lib/domain/figures";
import type { Span } from "../read-blocks";

const LARGEST_FIRST: readonly Grain[] = ["quarter", "week", "day"];

/** Those of the blocks that lie wholly inside the span. */
export const blocksInside = <B extends Pick<FigureBlock, "from" | "to">>(
  blocks: readonly B[],
  { fromMs, toMs }: Span,
): B[] => blocks.filter(({ from, to }) => from >= fromMs && to <= toMs);

/**
 * The fewest blocks that cover what these cover: quarters, beside them weeks, beside those days. For what a block says of all
 * rides in it, shorter blocks' included.
 */
export function fewestBlocks<B extends Pick<FigureBlock, "from" | "to" | "grain">>(
  blocks: readonly B[],
): B[] {
  const taken: B[] = [];
  for (const grain of LARGEST_FIRST)
    for (const block of blocks)
      if (block.grain === grain && !taken.some(({ from, to }) => block.from >= from && block.to <= to))
        taken.push(block);
  return taken.toSorted((a, b) => a.from - b.from);
}
