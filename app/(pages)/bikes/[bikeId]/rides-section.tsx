import type { BikeAddress } from "@/components/range/address";
import { RideDetail } from "@/components/rides/ride-detail";
import { RideTable } from "@/components/rides/ride-table";
import { Failed } from "@/components/states/states";
import { Card, CardTitle } from "@/components/ui/card";
import type { Actor } from "@/lib/domain/actor";
import { formatCount } from "@/lib/format/number";
import type { TimeSpan } from "@/lib/telemetry/models";
import { answered } from "../../answered";
import { askRides } from "./ask-bike";

/** Rides in the time that is shown; where they cannot be asked for, what was measured stays. */
export async function RidesSection({
  actor,
  address,
  range,
}: {
  actor: Actor;
  address: BikeAddress;
  range: TimeSpan;
}) {
  const answer = await answered("rides", () => askRides(actor, address.bikeId, range));
  if (answer.kind === "failed")
    return (
      <Card aria-label="Rides">
        <Failed title="The rides could not be loaded">Load the page again to try once more.</Failed>
      </Card>
    );
  const { rides, total } = answer.value;
  const [only] = rides;
  return (
    <Card aria-label="Rides" className="flex flex-col gap-2">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <CardTitle>Rides in this time</CardTitle>
        <span className="text-ink-3 text-xs">
          {total > rides.length ? `the newest ${rides.length} of ${total}` : formatCount(total, "ride")}
        </span>
      </header>
      {rides.length === 0 ? (
        <p className="text-ink-2 text-sm">
          None. A ride shows a minute or two after it began, and grows while more of it arrives.
        </p>
      ) : (
        <>
          <RideTable rides={rides} address={address} />
          {only === undefined || total > 1 ? null : <RideDetail ride={only} />}
        </>
      )}
    </Card>
  );
}
