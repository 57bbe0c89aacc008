import { StatusCorner } from "@/components/shell/status-corner";
import { mayUse } from "@/lib/auth/access";
import type { UserActor } from "@/lib/domain/actor";
import { ingestWatch } from "../ingest-watch";

/**
 * The sign of the ingest way, for the maker's people: the state of the servers concerns all organisations' bikes, and
 * how fresh their own are the others see on the map.
 */
export function StatusCornerOf({ user }: { user: UserActor }) {
  if (!mayUse(user, "GET /api/status")) return null;
  const href = mayUse(user, "/ingest") ? "/ingest#alarms" : null;
  return <StatusCorner initial={ingestWatch().status(Date.now())} href={href} />;
}
