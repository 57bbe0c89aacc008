import Link from "next/link";
import { Energies } from "@/components/rides/energies";
import { rideAddress, ridesAddress } from "@/components/rides/ride-address";
import { distanceWords, movingWords } from "@/components/rides/ride-words";
import type { BikeRide } from "@/lib/telemetry/models";
import { RideStart } from "./ride-start";

const figure = "whitespace-nowrap py-1 pl-3 text-right tabular-nums";

/** A bike's last rides in the drawer, the newest first; each leads to what was measured on it. */
export function LastRides({ bikeId, rides }: { bikeId: string; rides: readonly BikeRide[] }) {
  return (
    <section aria-label="Last rides" className="flex flex-col gap-1 text-xs">
      <header className="flex items-baseline justify-between gap-2">
        <h3>Last rides</h3>
        <Link href={ridesAddress(bikeId, rides)} className="text-accent">
          On its page
        </Link>
      </header>
      {rides.length === 0 ? (
        <p className="text-ink-2">None yet. A ride shows a minute or two after it began.</p>
      ) : (
        <table className="w-full border-line border-t">
          <thead className="sr-only">
            <tr>
              <th scope="col">Began</th>
              <th scope="col">Distance</th>
              <th scope="col">Riding</th>
              <th scope="col">Energy</th>
            </tr>
          </thead>
          <tbody>
            {rides.map((ride) => (
              <tr key={ride.startMs} className="relative border-line border-b hover:bg-canvas">
                <th scope="row" className="py-1 text-left font-normal">
                  <Link
                    href={rideAddress({ bikeId }, ride)}
                    className="text-accent after:absolute after:inset-0"
                  >
                    <RideStart atMs={ride.startMs} />
                  </Link>
                </th>
                <td className={figure}>{distanceWords(ride).way}</td>
                <td className={figure}>{movingWords(ride)}</td>
                <td className={figure}>
                  <Energies ride={ride} className="block" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
