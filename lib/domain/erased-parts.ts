import { byKey } from "./by-key";
import { without } from "./stretches";
import { EVER } from "./whose-bikes";
import type { ErasedPart } from "./whose-ride";

/**
 * What of a bike was erased, by its tombstones, whichever ids these are of. Where modules were swapped phones have tombstones of
 * their own, of the whole time of an owner, too: of phones alone is only where no other tombstone of the rider lies.
 */
export const erasedParts = (stones: readonly ErasedPart[]): ErasedPart[] =>
  [...byKey(stones, ({ riderId }) => riderId)].flatMap(([riderId, own]) => {
    const others = own.filter(({ source }) => source !== "app");
    const ofPhones = own.filter(({ source }) => source === "app");
    if (others.length === 0 || ofPhones.length === 0) return own;
    const alone = without(ofPhones.map(bounded), others.map(bounded));
    return [
      ...others,
      ...alone.map(({ fromMs, toMs }) => ({
        ...{ riderId, source: "app" as const },
        fromMs: fromMs === EVER.fromMs ? null : fromMs,
        toMs: toMs === EVER.toMs ? null : toMs,
      })),
    ];
  });

const bounded = ({ fromMs, toMs }: ErasedPart) => ({
  fromMs: fromMs ?? EVER.fromMs,
  toMs: toMs ?? EVER.toMs,
});
