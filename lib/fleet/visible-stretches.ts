import type { Database } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/actor";
import { EVER, type Stretch, stretchesOf } from "@/lib/domain/whose-bikes";
import type { AskRegistration } from "./ask-registration";
import { bikesWithinReach } from "./bikes-within-reach";

/** When a bike's readings are an actor's to see, whether it exists or not. @throws AppError `unavailable`. */
export async function visibleStretches(
  actor: Actor,
  bikeId: string,
  askRegistration: AskRegistration,
  db: Database,
): Promise<readonly Stretch[]> {
  const within = await bikesWithinReach(actor, db);
  if (within === "all") return [EVER];
  return stretchesOf(within, bikeId, await askRegistration(bikeId));
}
