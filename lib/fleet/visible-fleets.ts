import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import type { Actor } from "@/lib/domain/actor";
import { bikesWithinReach } from "./bikes-within-reach";
import { mintVisibleFleets } from "./mint-visible";
import { reachOf } from "./reach";
import type { VisibleFleets } from "./visible-fleet";

/**
 * Whose bikes the actor sees on a map, with their positions; null for nobody's.
 * @throws AppError `unavailable`.
 */
export async function visibleFleets(actor: Actor, db: Database = database()): Promise<VisibleFleets | null> {
  const reach = reachOf(actor);
  if (actor.kind !== "user" || reach.positions !== "free" || reach.bikes === "none") return null;
  const within = await asking(() => bikesWithinReach(actor, db));
  if (within === "all")
    return mintVisibleFleets({ all: true, fleetIds: [], bindings: { bikeIds: [], bikePrefixes: [] } });
  const { fleetIds, bikeIds, bikePrefixes } = within;
  return mintVisibleFleets({
    all: false,
    fleetIds: fleetIds === "every" ? [] : fleetIds,
    bindings: { bikeIds, bikePrefixes },
  });
}
