import { CoverageCalendar } from "@/components/calendar/coverage-calendar";
import type { BikeAddress } from "@/components/range/address";
import { Card } from "@/components/ui/card";
import type { Actor } from "@/lib/domain/actor";
import { dayKey } from "@/lib/format/zone";
import type { TimeSpan } from "@/lib/telemetry/models";
import { askCoverage } from "./ask-bike";

/** The calendar looks at a bike's whole life, so it comes after the charts. */
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
  const coverage = await askCoverage(actor, address.bikeId, zone);
  return (
    <Card aria-label="Calendar">
      <CoverageCalendar
        coverage={coverage}
        month={address.month ?? dayKey(range.toMs - 1, zone).slice(0, 7)}
        address={address}
        range={range}
        zone={zone}
      />
    </Card>
  );
}
