import { byKey } from "@/lib/domain/by-key";
import type { Source } from "@/lib/domain/packet";
import { inBoth, joined, stretchOf, without } from "@/lib/domain/stretches";
import { isSignedKey } from "@/lib/domain/tombstone";
import type { Stretch } from "@/lib/domain/whose-bikes";
import { type Attribution, type Moments, whoseRide } from "@/lib/domain/whose-ride";
import { ridesAround } from "./held-parts";
import type { PlannedTombstone } from "./plan-tombstones";

/** Who signed for rides of a bike; `isSince` for another rider than the erased one, since the erasure was asked for. */
export type SignedSince = Attribution & { readonly bikeId: string; readonly isSince: boolean };
/** What of each source is others', in order and apart. */
export type SparedParts = Readonly<Record<Source, readonly Stretch[]>>;

/**
 * What of a bike was told to be others' after an erasure was planned: rides that they hold by signing for them, all; and what
 * phones recorded while they signed. What phones recorded while the erased rider signed is not, as in `heldParts`.
 * @param riderId the erased one.
 * @param signed all signatures of the bike.
 * @param rides of the bike, in any order.
 * @param marginMs see `heldParts`.
 */
function sparedParts(
  riderId: string,
  signed: readonly SignedSince[],
  rides: readonly Moments[],
  marginMs: number,
): SparedParts {
  const since = signed.filter(({ isSince }) => isSince);
  const whole = ridesAround({ rides, attributions: signed }, marginMs)
    .filter(({ ride }) => {
      const { held, signers } = whoseRide(ride, [], signed);
      return held !== riderId && since.some((one) => signers.includes(one.riderId) && areOneAt(one, ride));
    })
    .map(({ stretch }) => stretch);
  const mine = signed.filter((one) => one.riderId === riderId).map(stretchOf);
  return { iot: joined(whole), app: without([...whole, ...since.map(stretchOf)], mine) };
}

/** Tombstones less what is spared of their bikes, by bike. */
export function sparing<Stone extends PlannedTombstone>(
  stones: readonly Stone[],
  spared: ReadonlyMap<string, SparedParts>,
): Stone[] {
  return stones.flatMap((stone) => {
    const parts = isSignedKey(stone.bikeId) ? undefined : spared.get(stone.bikeId);
    const sources: readonly Source[] = stone.source === null ? ["iot", "app"] : [stone.source];
    const cuts = sources.map((source) => ({ source, cut: parts ? within(stone, parts[source]) : [] }));
    if (cuts.every(({ cut }) => cut.length === 0)) return [stone];
    return cuts.map(({ source, cut }) => ({ ...stone, source, spared: [...stone.spared, ...cut] }));
  });
}

/** Whether a reading, as it is stored, is under tombstones. @param timeMs event time. */
export const isReadingUnder = (
  stones: readonly PlannedTombstone[],
  reading: { readonly bikeId: string; readonly source: Source; readonly timeMs: number },
): boolean =>
  stones.some(
    ({ reportedAs, source, fromMs, toMs, spared }) =>
      reportedAs === reading.bikeId &&
      (source === null || source === reading.source) &&
      (fromMs === null || fromMs <= reading.timeMs) &&
      (toMs === null || reading.timeMs < toMs) &&
      !spared.some(([from, to]) => from <= reading.timeMs && reading.timeMs <= to),
  );

/** What is others' of each bike that anybody else signed for since. */
export const sparedByBike = (
  riderId: string,
  signed: readonly SignedSince[],
  rides: ReadonlyMap<string, readonly Moments[]>,
  marginMs: number,
): ReadonlyMap<string, SparedParts> =>
  new Map(
    [...byKey(signed, ({ bikeId }) => bikeId)].map(([bikeId, own]) => [
      bikeId,
      sparedParts(riderId, own, rides.get(bikeId) ?? [], marginMs),
    ]),
  );

const areOneAt = (one: Moments, other: Moments): boolean =>
  one.fromMs <= other.toMs && one.toMs >= other.fromMs;

/** As a tombstone says it: both moments inclusive. */
const within = ({ fromMs, toMs }: PlannedTombstone, parts: readonly Stretch[]): [number, number][] =>
  inBoth([{ fromMs: fromMs ?? Number.NEGATIVE_INFINITY, toMs: toMs ?? Number.POSITIVE_INFINITY }], parts).map(
    (part) => [part.fromMs, part.toMs - 1],
  );
