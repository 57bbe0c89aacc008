import { STATUSES, type Status } from "@/lib/domain/bike-status";

/** All that the live map's address holds; empty parts are left out. */
export interface LiveAddress {
  readonly place: { readonly lat: number; readonly lon: number; readonly zoom: number } | null;
  /** Statuses that are shown; all where nothing is said. */
  readonly statuses: readonly Status[];
  readonly fleetId: string | null;
  readonly bikeId: string | null;
}

/** Path and query of the live map or its list, so that a link shows a colleague the same. */
export function liveAddress(
  { place, statuses, fleetId, bikeId }: LiveAddress,
  path: "/map" | "/map/list" = "/map",
): string {
  const query = new URLSearchParams();
  if (place) query.set("at", `${place.lat.toFixed(5)},${place.lon.toFixed(5)},${place.zoom.toFixed(2)}`);
  if (statuses.length < STATUSES.length) query.set("status", statuses.join(",") || "none");
  if (fleetId !== null) query.set("fleet", fleetId);
  if (bikeId !== null) query.set("bike", bikeId);
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `${path}?${text}` : path;
}
