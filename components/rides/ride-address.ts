import { type BikeAddress, bikeAddress, LONGEST_RANGE_MS } from "@/components/range/address";
import type { BikeRide } from "@/lib/telemetry/models";

/** What is shown around a ride, ms. */
const AROUND_MS = 2 * 60_000;

type Times = Pick<BikeRide, "startMs" | "endMs">;

/** Where what was measured on a ride is shown, with what else the address says. */
export const rideAddress = (address: BikeAddress, { startMs, endMs }: Times): string =>
  bikeAddress({ ...address, fromMs: startMs - AROUND_MS, toMs: endMs + AROUND_MS });

/** Where a bike's page lists these rides; the newest of them where they lie too far apart to be shown at once. */
export function ridesAddress(bikeId: string, rides: readonly Times[]): string {
  const [newest] = rides;
  if (!newest) return `${bikeAddress({ bikeId })}#rides`;
  const reach = newest.endMs + AROUND_MS - LONGEST_RANGE_MS;
  const startMs = Math.min(...rides.map((ride) => ride.startMs).filter((at) => at - AROUND_MS >= reach));
  return `${rideAddress({ bikeId }, { startMs, endMs: newest.endMs })}#rides`;
}
