import Link from "next/link";
import type { BikeAddress } from "@/components/range/address";
import { ClockSpan } from "@/components/ui/clock-span";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th } from "@/components/ui/table";
import type { BikeRide } from "@/lib/telemetry/models";
import { Energies } from "./energies";
import { rideAddress } from "./ride-address";
import { chargeWords, distanceWords, energyWords, movingWords, notesOn, speedWords } from "./ride-words";

const wideOnly = "hidden md:table-cell";
const figure = "whitespace-nowrap text-right tabular-nums";

/** Rides of a bike, the newest first; each leads to what was measured on it. */
export function RideTable({ rides, address }: { rides: readonly BikeRide[]; address: BikeAddress }) {
  return (
    <Table label="Rides, the newest first">
      <thead>
        <tr>
          <Th>Ride</Th>
          <Th className="text-right">Distance</Th>
          <Th className={cn("text-right", wideOnly)}>Riding</Th>
          <Th className={cn("text-right", wideOnly)}>Average</Th>
          <Th className="text-right">Energy</Th>
          <Th className={cn("text-right", wideOnly)}>Charge</Th>
          <Th className={wideOnly}>Record</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {rides.map((ride) => (
          <Row key={ride.startMs} ride={ride} address={address} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ ride, address }: { ride: BikeRide; address: BikeAddress }) {
  const { startMs, endMs } = ride;
  const { way, gap } = distanceWords(ride);
  const notes = notesOn(ride);
  return (
    <tr className="relative hover:bg-canvas">
      <Th scope="row" className="whitespace-normal font-normal text-ink text-sm">
        <Link href={rideAddress(address, ride)} className="text-accent after:absolute after:inset-0">
          <ClockSpan fromMs={startMs} untilMs={endMs} />
        </Link>
        {notes.length === 0 ? null : (
          <span className="mt-0.5 block text-ink-3 text-xs md:hidden">{notes.join(" · ")}</span>
        )}
      </Th>
      <Td className={figure}>
        {way}
        {gap === null ? null : <span className="block text-ink-3 text-xs">{gap}</span>}
      </Td>
      <Td className={cn(figure, wideOnly)}>{movingWords(ride)}</Td>
      <Td className={cn(figure, wideOnly)}>{speedWords(ride.averageKmh)}</Td>
      <Td className={figure}>
        {energyWords(ride)}
        <Energies ride={ride} className="block text-ink-3 text-xs" />
      </Td>
      <Td className={cn(figure, wideOnly)}>{chargeWords(ride)}</Td>
      <Td className={cn("text-ink-3 text-xs", wideOnly)}>{notes.join(" · ")}</Td>
    </tr>
  );
}
