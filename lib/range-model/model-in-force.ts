import type { RangeModelDocument } from "@/lib/domain/range-model";

/**
 * The model that was the published one at a moment, ms since epoch: what anybody could be told by then. Publications of later
 * change nothing about it.
 * @param published in the order of their revisions.
 * @returns null before the first, and where a publication is not kept that may have been the one.
 */
export function modelInForce(
  published: readonly RangeModelDocument[],
  atMs: number,
): RangeModelDocument | null {
  const at = published.findLastIndex(({ published_at }) => published_at <= atMs);
  const [found, next] = [published[at], published[at + 1]];
  if (!found || (next && next.revision !== found.revision + 1)) return null;
  return found;
}
