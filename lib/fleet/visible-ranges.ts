import { and, eq, gt, sql } from "drizzle-orm";
import { isBound } from "@/lib/clients/may-client";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { locationReasons } from "@/lib/db/schema";
import type { Actor } from "@/lib/domain/actor";
import { recordablePart } from "@/lib/domain/recordable-part";
import { bikesWithinReach } from "./bound-bikes";
import { mintVisibleRange } from "./mint-visible";
import { reachOf } from "./reach";
import type { VisibleRange } from "./visible-range";

/**
 * What of a bike's readings in [fromMs, toMs) (ms since epoch) the actor may see; an empty list is: nothing, and no
 * hint whether the bike exists.
 * @throws AppError `unavailable`.
 */
export async function visibleRanges(
  actor: Actor,
  bikeId: string,
  range: { readonly fromMs: number; readonly toMs: number },
  db: Database = database(),
): Promise<VisibleRange[]> {
  return asking(async () => {
    const within = await bikesWithinReach(actor, db);
    if (within !== "all" && !isBound(within, bikeId)) return [];
    const positions = await mayLocate(actor, bikeId, db);
    return [mintVisibleRange({ bikeId, ...recordablePart(range, Date.now()), positions })];
  });
}

async function mayLocate(actor: Actor, bikeId: string, db: Database): Promise<boolean> {
  if (reachOf(actor).positions === "free") return true;
  if (actor.kind !== "user") return false;
  const stated = await db
    .select({ id: locationReasons.id })
    .from(locationReasons)
    .where(
      and(
        eq(locationReasons.userId, actor.id),
        eq(locationReasons.bikeId, bikeId),
        gt(locationReasons.statedAt, sql`now() - interval '60 minutes'`),
      ),
    )
    .limit(1);
  return stated.length > 0;
}
