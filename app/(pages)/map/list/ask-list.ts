import type { LiveAddress } from "@/components/live-map/live-address";
import type { ListedBike } from "@/components/live-map/live-list";
import { countsOf } from "@/components/live-map/live-model";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import type { FleetGrid } from "@/lib/live/fleet-grid";

const PAGE_SIZE = 50;

/** One page of the bikes that the map's filters let through, and how many each status has. */
export function askList(grid: FleetGrid, visible: VisibleFleets, address: LiveAddress, wanted: number) {
  const { fleetId, statuses } = address;
  const { bikes: indices, more } = grid.list(visible, fleetId, statuses);
  const { known } = grid.counts(visible, fleetId);
  const pages = Math.max(1, Math.ceil(indices.length / PAGE_SIZE));
  const page = Math.min(wanted, pages);
  const bikes = indices.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).flatMap((index): ListedBike[] => {
    const bike = grid.at(visible, index);
    if (!bike) return [];
    const { bikeId, status, fleet, chargePct, speedKmh, speedAtMs, newestAtMs, position, errorCodes } = bike;
    return [
      {
        bikeId,
        status,
        fleet: fleet?.name ?? null,
        chargePct,
        speed: speedKmh === null ? null : { kmh: speedKmh, atMs: speedAtMs },
        faultCodes: errorCodes,
        newestAtMs,
        hasPosition: position !== null,
      },
    ];
  });
  return { bikes, page, pages, counts: countsOf(known), isCut: more };
}
