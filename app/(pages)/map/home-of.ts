import type { LiveAddress } from "@/components/live-map/live-address";
import type { Bounds } from "@/lib/domain/live-view";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import type { FleetGrid } from "@/lib/live/fleet-grid";

/** Around a single bike, degrees to each side. */
const NEAR_DEG = 0.01;

/** What a map shows first: the bike of its address, else the fleet. Null while nothing is known. */
export function homeOf(grid: FleetGrid, visible: VisibleFleets, address: LiveAddress): Bounds | null {
  const position = address.bikeId === null ? null : grid.bike(visible, address.bikeId)?.position;
  if (!position || address.place) return grid.home(visible, address.fleetId);
  const { lat, lon } = position;
  return { west: lon - NEAR_DEG, east: lon + NEAR_DEG, south: lat - NEAR_DEG, north: lat + NEAR_DEG };
}
