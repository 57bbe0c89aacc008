import { and, eq, gt, sql } from "drizzle-orm";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { locationReasons } from "@/lib/db/schema";
import type { Actor } from "@/lib/domain/actor";
import { countedParts } from "@/lib/domain/attribution";
import { recordablePart } from "@/lib/domain/recordable-part";
import { common, type Stretch } from "@/lib/domain/whose-bikes";
import type { AskRegistration } from "./ask-registration";
import { mintVisibleRange } from "./mint-visible";
import { reachOf } from "./reach";
import type { VisibleRange } from "./visible-range";
import { visibleStretches } from "./visible-stretches";

/**
 * What of a bike's readings in [fromMs, toMs) (ms since epoch) the actor may see: the time in which the bike was theirs
 * to see, by the ids that its modules reported under; one range without a moment where that was at other times only. An
 * empty list is: nothing, and no hint whether the bike exists.
 * @throws AppError `unavailable`.
 */
export async function visibleRanges(
  actor: Actor,
  bikeId: string,
  range: Stretch,
  askRegistration: AskRegistration,
  db: Database = database(),
): Promise<VisibleRange[]> {
  return asking(async () => {
    const registration = await askRegistration(bikeId);
    const stretches = await visibleStretches(actor, bikeId, async () => registration, db);
    if (stretches.length === 0) return [];
    const asked = recordablePart(range, Date.now());
    const seen = stretches.flatMap((stretch) => common(stretch, asked) ?? []);
    const positions = await mayLocate(actor, bikeId, db);
    const ranges = countedParts(registration, bikeId).flatMap(({ reportedAs, source, ...stretch }) =>
      seen.flatMap((part) => {
        const both = common(part, stretch);
        return both ? [mintVisibleRange({ of: bikeId, bikeId: reportedAs, source, ...both, positions })] : [];
      }),
    );
    if (ranges.length > 0) return ranges;
    const moment = { fromMs: asked.fromMs, toMs: asked.fromMs };
    return [mintVisibleRange({ of: bikeId, bikeId, source: null, ...moment, positions })];
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
