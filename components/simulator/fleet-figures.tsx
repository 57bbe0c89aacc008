import { Card, CardTitle } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import type { Status } from "@/lib/domain/bike-status";
import type { SimulatorState } from "@/lib/domain/simulator-control";
import { formatNumber } from "@/lib/format/number";
import { tellSpeed, tellTime } from "./tell";

/** What the bikes do: the first four make up the fleet, the others are among them. */
export function FleetFigures({ state, askedAtMs }: { state: SimulatorState; askedAtMs: number }) {
  const { bikes, riding, charging, offline, faulty, registered, speed } = state;
  const figures: readonly { name: string; count: number; status?: Status }[] = [
    { name: "Bikes", count: bikes },
    { name: "Riding", count: riding, status: "moving" },
    { name: "Parked", count: bikes - riding - charging, status: "parked" },
    { name: "Charging", count: charging, status: "charging" },
    { name: "Without network", count: offline, status: "silent" },
    { name: "With a fault", count: faulty, status: "fault" },
  ];
  return (
    <Card className="flex flex-col gap-3">
      <CardTitle>Fleet</CardTitle>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3 lg:grid-cols-6">
        {figures.map(({ name, count, status }) => (
          <div key={name}>
            <dt className="flex items-center gap-1 text-ink-2 text-xs">
              {status ? <Glyph status={status} size={12} /> : null}
              {name}
            </dt>
            <dd className="font-semibold text-xl">{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-ink-2 text-xs">
        The bikes are {tellTime(state, askedAtMs)}
        {speed === null ? "" : `; their clock ${tellSpeed(speed)}`}.
        {registered === null ? "" : ` ${formatNumber(registered)} of them are registered.`}
      </p>
    </Card>
  );
}
