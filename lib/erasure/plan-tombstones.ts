import { countedParts } from "@/lib/domain/attribution";
import type { Source } from "@/lib/domain/packet";
import type { Registration } from "@/lib/domain/registration";
import { signedKey } from "@/lib/domain/tombstone";
import { common, EVER } from "@/lib/domain/whose-bikes";
import { heldParts, type RiddenBike } from "./held-parts";

/** All that is known of who rode a bike, and which modules were in it. */
export interface KnownBike extends RiddenBike {
  readonly bikeId: string;
  /** Where modules were swapped. */
  readonly swaps: Pick<Registration, "readings_in" | "readings_out"> | null;
}

/** Of what there is of a rider; see `Tombstone`. */
export interface PlannedTombstone {
  readonly bikeId: string;
  /** The id that it is reported under, or the key of what the rider signed. */
  readonly reportedAs: string;
  readonly source: Source | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** What other riders signed for, ms, both inclusive: of those that were planned in the past, and since it was asked for. */
  readonly spared: readonly (readonly [number, number])[];
}

/**
 * What must not be there any more when a rider's data are erased: all that is the rider's of each bike, under whichever id it
 * was reported, and whatever the rider signed, of whichever bike it is.
 * @param untilMs the moment of the asking: what is recorded from then on is not meant.
 * @param marginMs see `heldParts`.
 */
export function planTombstones(
  riderId: string,
  bikes: readonly KnownBike[],
  untilMs: number,
  marginMs: number,
): PlannedTombstone[] {
  const key = signedKey(riderId);
  return [
    ...bikes.flatMap((bike) => stonesOf(riderId, bike, untilMs, marginMs)),
    { bikeId: key, reportedAs: key, source: null, fromMs: null, toMs: untilMs, spared: [] },
  ];
}

function stonesOf(riderId: string, bike: KnownBike, untilMs: number, marginMs: number): PlannedTombstone[] {
  const { bikeId } = bike;
  const counted = countedParts(bike.swaps, bikeId);
  return heldParts(riderId, bike, marginMs).flatMap((held) => {
    const meant = common(held, { fromMs: EVER.fromMs, toMs: untilMs });
    if (!meant) return [];
    return counted.flatMap((part) => {
      const isOther = held.source !== null && part.source !== null && held.source !== part.source;
      const within = isOther ? null : common(meant, part);
      if (!within) return [];
      return [
        {
          ...{ bikeId, reportedAs: part.reportedAs, source: held.source ?? part.source },
          fromMs: within.fromMs === EVER.fromMs ? null : within.fromMs,
          toMs: within.toMs === EVER.toMs ? null : within.toMs,
          spared: [],
        },
      ];
    });
  });
}
