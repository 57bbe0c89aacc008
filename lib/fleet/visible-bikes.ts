import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import type { Actor } from "@/lib/domain/actor";
import { bikesWithinReach } from "./bikes-within-reach";
import { mintVisibleBikes } from "./mint-visible";
import { reachOf } from "./reach";
import type { VisibleBikes } from "./visible-range";

/**
 * The bikes whose newest state the actor may list. A reason to locate is stated for one bike, so that lists show
 * positions only to those who need none.
 * @throws AppError `unavailable`.
 */
export async function visibleBikes(actor: Actor, db: Database = database()): Promise<VisibleBikes> {
  return mintVisibleBikes({
    bikes: await asking(() => bikesWithinReach(actor, db)),
    positions: reachOf(actor).positions === "free",
  });
}
