import { type CountedPart, countedParts } from "@/lib/domain/attribution";
import type { Source } from "@/lib/domain/packet";
import type { Registration } from "@/lib/domain/registration";
import { common, EVER, type Stretch } from "@/lib/domain/whose-bikes";

/** When a bike was a rider's, or a rider signed for having ridden it; ms since epoch, from inclusive to exclusive. */
export interface HeldStretch extends Stretch {
  readonly bikeId: string;
  readonly by: "owner" | "signature";
}
type Swaps = Pick<Registration, "readings_in" | "readings_out">;

/** Of what there is of a rider; see `Tombstone`. */
export interface PlannedTombstone {
  readonly bikeId: string;
  readonly reportedAs: string;
  readonly source: Source | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** What other riders signed for, ms, both inclusive. */
  readonly spared: readonly (readonly [number, number])[];
}

interface HeldOfRider {
  readonly stretches: readonly HeldStretch[];
  /** Of bikes whose modules were swapped. */
  readonly swaps: ReadonlyMap<string, Swaps>;
  /** What others signed for, by bike. */
  readonly others: ReadonlyMap<string, readonly Stretch[]>;
}

/**
 * What must not be there any more when a rider's data are erased: of each stretch that the rider had a bike, all that counts
 * for the bike, under whichever id it was reported. What another rider signed for is that rider's, unless this one signed, too.
 * @param untilMs the moment of the asking: what is recorded from then on is not meant.
 */
export function planTombstones(held: HeldOfRider, untilMs: number): PlannedTombstone[] {
  return held.stretches.flatMap((stretch) => {
    const meant = common(stretch, { fromMs: EVER.fromMs, toMs: untilMs });
    if (!meant) return [];
    const swaps = held.swaps.get(stretch.bikeId) ?? null;
    return countedParts(swaps, stretch.bikeId).flatMap((part) => {
      const within = common(meant, part);
      return within ? [tombstone(stretch, part, within, held.others.get(stretch.bikeId) ?? [])] : [];
    });
  });
}

function tombstone(
  { bikeId, by }: HeldStretch,
  { reportedAs, source }: CountedPart,
  within: Stretch,
  others: readonly Stretch[],
): PlannedTombstone {
  const spared = by === "signature" ? [] : others.filter((other) => common(other, within) !== null);
  return {
    ...{ bikeId, reportedAs, source },
    fromMs: within.fromMs === EVER.fromMs ? null : within.fromMs,
    toMs: within.toMs === EVER.toMs ? null : within.toMs,
    spared: spared.map(({ fromMs, toMs }) => [fromMs, toMs - 1]),
  };
}
