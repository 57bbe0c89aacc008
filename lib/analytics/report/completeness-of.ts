import type { FigureBlock } from "@/lib/domain/figures";

/** How much of its rides has arrived, 0 to 1, with an 80 % interval. */
export type Completeness = NonNullable<FigureBlock["completeness"]>;

/** From here on nothing is said of what may still come. */
const AS_GOOD_AS_WHOLE = 0.995;

/**
 * Of several blocks that do not overlap: what has arrived of what is expected in all of them, each by the rides that it has.
 * The interval is that of all being low or high at once, so that it is rather too wide. Null where none expects more.
 */
export function completenessOf(blocks: readonly FigureBlock[]): Completeness | null {
  const told = blocks.flatMap(({ completeness, coverage }) =>
    completeness === null || completeness.share <= 0 || completeness.low <= 0
      ? []
      : [{ ...completeness, rides: Math.max(1, coverage.all ?? coverage.counted ?? 1) }],
  );
  if (told.every(({ low }) => low >= AS_GOOD_AS_WHOLE)) return null;
  const rides = told.reduce((sum, part) => sum + part.rides, 0);
  const of = (end: keyof Completeness): number =>
    rides / told.reduce((sum, part) => sum + part.rides / part[end], 0);
  return { share: of("share"), low: of("low"), high: of("high") };
}
