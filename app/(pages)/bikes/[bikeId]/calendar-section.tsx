import { CoverageCalendar } from "@/components/calendar/coverage-calendar";
import type { BikeAddress } from "@/components/range/address";
import { Failed } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import type { Actor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { dayKey } from "@/lib/format/zone";
import type { CoverageDay, TimeSpan } from "@/lib/telemetry/models";
import { askCoverage } from "./ask-bike";

/** The calendar looks at a bike's whole life, so it comes after the charts, and its failure leaves them standing. */
export async function CalendarSection({
  actor,
  address,
  range,
  zone,
}: {
  actor: Actor;
  address: BikeAddress;
  range: TimeSpan;
  zone: string;
}) {
  const coverage = await askCoverage(actor, address.bikeId, zone).catch(unavailable);
  return (
    <Card aria-label="Calendar">
      {coverage ? (
        <CoverageCalendar
          coverage={coverage}
          today={dayKey(Date.now(), zone)}
          address={address}
          range={range}
          zone={zone}
        />
      ) : (
        <Failed title="The calendar could not be loaded">Load the page again to try once more.</Failed>
      )}
    </Card>
  );
}

function unavailable(fault: unknown): CoverageDay[] | null {
  if (fault instanceof AppError && fault.code === "unavailable") return null;
  throw fault;
}
