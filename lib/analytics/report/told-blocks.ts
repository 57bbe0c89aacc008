import type { Evidence, FigureBlock } from "@/lib/domain/figures";
import type { DayRange } from "../day-range";
import { blocksInside } from "./blocks-inside";
import { spanOf } from "./tell-report";

interface ToldBlock {
  readonly block: string;
  readonly revision: number;
  readonly publishedAtMs: number;
  readonly position: number;
  /** The newest of this revision. */
  readonly evidence: Evidence | null;
}

/** The publications that a range is made of, the newest days first, each with what computing it again gave. */
export function toldBlocks(
  { blocks, evidence }: { readonly blocks: readonly FigureBlock[]; readonly evidence: readonly Evidence[] },
  range: DayRange,
  zone: string,
): ToldBlock[] {
  const newest = new Map<string, Evidence>();
  for (const each of evidence) {
    const name = `${each.block}/${each.revision}`;
    if ((newest.get(name)?.computed_at ?? 0) < each.computed_at) newest.set(name, each);
  }
  return blocksInside(blocks, spanOf(range, { zone }))
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .map(({ block, revision, published_at, position }) => ({
      ...{ block, revision, position, publishedAtMs: published_at },
      evidence: newest.get(`${block}/${revision}`) ?? null,
    }));
}
