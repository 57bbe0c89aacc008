import Link from "next/link";
import { Age } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import type { ReportingBike } from "@/lib/telemetry/reporting-bike";
import { NothingHere } from "./board-card";

/** Bikes that ride and are not registered, never or not any more, with what they report to tell whose they are. @param first when each was first seen. */
export function UnregisteredList({
  bikes,
  first,
  canRegister,
  isOfOem,
}: {
  bikes: readonly ReportingBike[];
  first: ReadonlyMap<string, number>;
  canRegister: boolean;
  /** The board is one OEM's: only bikes that are known to be its own are shown. */
  isOfOem: boolean;
}) {
  if (bikes.length === 0)
    return (
      <NothingHere>
        {isOfOem
          ? "No bike reports that is known to be of this OEM and is not registered."
          : "All bikes that report are registered."}
      </NothingHere>
    );
  return (
    <Table label="Riding but not registered">
      <thead>
        <tr>
          <Th>Bike</Th>
          <Th>Reports</Th>
          <Th>First seen</Th>
          <Th>Newest</Th>
          <Th className="text-right">Odometer</Th>
          {canRegister ? <Th className="text-right">Do</Th> : null}
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {bikes.map(({ bikeId, parts, newestAtMs, odometerM, isWithdrawn }) => {
          const firstMs = first.get(bikeId);
          return (
            <tr key={bikeId}>
              <Th scope="row">
                <span className="font-mono">{bikeId}</span>
                {isWithdrawn ? <span className="block text-ink-3 text-xs">withdrawn but riding</span> : null}
              </Th>
              <Td className="text-xs">
                {parts.length === 0 ? (
                  <span className="text-ink-3">no serial numbers</span>
                ) : (
                  <ul className="flex flex-wrap gap-x-3">
                    {parts.map(({ kind, serial }) => (
                      <li key={`${kind} ${serial}`} className="whitespace-nowrap">
                        {kind} <span className="font-mono">{serial}</span>
                      </li>
                    ))}
                  </ul>
                )}
              </Td>
              <Td className="text-ink-2">{firstMs === undefined ? "–" : <Age atMs={firstMs} />}</Td>
              <Td className="text-ink-2">{newestAtMs === null ? "–" : <Age atMs={newestAtMs} />}</Td>
              <Td className="whitespace-nowrap text-right tabular-nums">
                {odometerM === null ? "–" : `${formatNumber(odometerM / 1_000)} km`}
              </Td>
              {canRegister ? (
                <Td className="text-right">
                  <Link
                    href={`/registration?bike=${bikeId}`}
                    aria-label={`Register ${bikeId}`}
                    className="text-accent"
                  >
                    Register
                  </Link>
                </Td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
