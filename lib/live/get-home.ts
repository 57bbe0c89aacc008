import { STATUSES, type Status } from "@/lib/domain/bike-status";
import { getBikesInside } from "./get-bikes-inside";
import { getClusters } from "./get-clusters";
import type { GridMemory } from "./grid-memory";
import type { Cluster } from "./models";
import type { Scope } from "./scope";
import type { Bounds } from "./tiles";

const WORLD: Bounds = { west: -180, south: -85, east: 180, north: 85 };
/** Tiles of about 5.6 degrees, in which the most bikes are looked for. */
const COARSE_LEVEL = 6;
const REACH_DEG = 2.8;
/** So many are framed one by one; of more, the middles of tiles of 0.09 degrees will do. */
const MOST_FRAMED = 5_000;
const FINE_LEVEL = 12;
/** So that a single bike is not looked at from so near that nothing is around it. */
const MARGIN_DEG = 0.005;

/**
 * Around the densest region of the scope's bikes of these statuses, those that are not missing first; where there are
 * none, of its other bikes.
 */
export function getHome(memory: GridMemory, scope: Scope, wanted: readonly Status[]): Bounds | null {
  for (const statuses of [present(wanted), wanted, present(STATUSES), STATUSES]) {
    const question = { statuses, fleetId: null };
    const { clusters } = getClusters(memory, scope, { ...question, bounds: WORLD, level: COARSE_LEVEL });
    const densest = clusters.reduce<Cluster | null>(
      (most, cluster) => (most && most.count >= cluster.count ? most : cluster),
      null,
    );
    if (!densest) continue;
    const bounds = {
      west: Math.max(WORLD.west, densest.lon - REACH_DEG),
      east: Math.min(WORLD.east, densest.lon + REACH_DEG),
      south: Math.max(WORLD.south, densest.lat - REACH_DEG / 2),
      north: Math.min(WORLD.north, densest.lat + REACH_DEG / 2),
    };
    const { bikes, more } = getBikesInside(memory, scope, { ...question, bounds, limit: MOST_FRAMED });
    const { values } = memory;
    return frameOf(
      more
        ? getClusters(memory, scope, { ...question, bounds, level: FINE_LEVEL }).clusters
        : bikes.map((bike) => ({ lat: values.latitude(bike), lon: values.longitude(bike) })),
    );
  }
  return null;
}

const present = (statuses: readonly Status[]) => statuses.filter((status) => status !== "missing");

function frameOf(places: readonly { readonly lat: number; readonly lon: number }[]): Bounds | null {
  if (places.length === 0) return null;
  const [lats, lons] = [places.map(({ lat }) => lat), places.map(({ lon }) => lon)];
  return {
    west: Math.max(WORLD.west, Math.min(...lons) - MARGIN_DEG),
    east: Math.min(WORLD.east, Math.max(...lons) + MARGIN_DEG),
    south: Math.max(WORLD.south, Math.min(...lats) - MARGIN_DEG),
    north: Math.min(WORLD.north, Math.max(...lats) + MARGIN_DEG),
  };
}
