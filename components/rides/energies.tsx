import type { BikeRide } from "@/lib/telemetry/models";
import { energiesWords } from "./ride-words";

/** Energy of a ride by voltage and current, and by the charge, each where it is known. */
export function Energies({ ride, className }: { ride: BikeRide; className?: string }) {
  const { measured, byCharge } = energiesWords(ride);
  return [measured, byCharge].map((words) =>
    words === null ? null : (
      <span key={words} className={className}>
        {words}
      </span>
    ),
  );
}
