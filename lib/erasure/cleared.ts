import { byKey } from "@/lib/domain/by-key";
import { inBoth, stretchOf, without } from "@/lib/domain/stretches";
import { isSignedKey } from "@/lib/domain/tombstone";
import { EVER, type Stretch } from "@/lib/domain/whose-bikes";
import type { PlannedTombstone } from "./plan-tombstones";

/** Ms since epoch, from inclusive to exclusive; null has no end on that side. */
interface Open {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}
/** When nothing that counts for a bike may be left. */
export interface ClearedStretch extends Open {
  readonly bikeId: string;
}
type Stone = Pick<PlannedTombstone, "bikeId" | "source" | "fromMs" | "toMs" | "spared">;

/** The parts of a tombstone's time of which nothing is spared, in order. */
export const clearedOfStone = (stone: Omit<Stone, "bikeId" | "source">): Open[] => cut(stone).map(opened);

/**
 * When nothing that counts for bikes may be left, of whichever source: a ride that begins or ends there was made of what
 * is to be removed. Where one source alone is, the other may have a ride.
 */
export function clearedBy(stones: readonly Stone[]): ClearedStretch[] {
  const ofBikes = stones.filter(({ bikeId }) => !isSignedKey(bikeId));
  return [...byKey(ofBikes, ({ bikeId }) => bikeId)].flatMap(([bikeId, own]) => {
    const [modules, phones] = (["iot", "app"] as const).map((source) =>
      own.filter((stone) => stone.source === null || stone.source === source).flatMap(cut),
    );
    return inBoth(modules ?? [], phones ?? []).map((stretch) => ({ bikeId, ...opened(stretch) }));
  });
}

const cut = ({ fromMs, toMs, spared }: Omit<Stone, "bikeId" | "source">): Stretch[] =>
  without(
    [{ fromMs: fromMs ?? EVER.fromMs, toMs: toMs ?? EVER.toMs }],
    spared.map(([from, to]) => stretchOf({ fromMs: from, toMs: to })),
  );

const opened = ({ fromMs, toMs }: Stretch): Open => ({
  fromMs: fromMs === EVER.fromMs ? null : fromMs,
  toMs: toMs === EVER.toMs ? null : toMs,
});
