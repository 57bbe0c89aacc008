import { LastRides } from "@/components/live-map/last-rides";
import type { Actor } from "@/lib/domain/actor";
import { answered } from "../answered";
import { askLastRides } from "./ask-drawer";

/** The chosen bike's last rides; where they cannot be asked for, the rest of the drawer stays. */
export async function DrawerRides({ actor, bikeId }: { actor: Actor; bikeId: string }) {
  const answer = await answered("last rides", () => askLastRides(actor, bikeId, Date.now()));
  if (answer.kind === "failed") return <p className="text-ink-2 text-xs">The last rides did not load.</p>;
  return <LastRides bikeId={bikeId} rides={answer.value} />;
}
