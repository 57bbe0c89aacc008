import Link from "next/link";
import { Empty } from "@/components/states/states";
import { STATUS_WORDS } from "@/components/tables/status";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Age } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { Glyph } from "@/components/ui/glyph";
import { Pill } from "@/components/ui/pill";
import { Table, Td, Th } from "@/components/ui/table";
import { STATUSES, type Status } from "@/lib/domain/bike-status";
import { formatCount, formatNumber } from "@/lib/format/number";
import { formatValue } from "@/lib/format/value";
import { type LiveAddress, liveAddress } from "./live-address";
import type { FleetChoice } from "./panel";

export interface ListedBike {
  readonly bikeId: string;
  readonly status: Status;
  /** Name of its fleet. */
  readonly fleet: string | null;
  readonly chargePct: number | null;
  readonly speedKmh: number | null;
  readonly newestAtMs: number;
  readonly hasPosition: boolean;
}

const wideOnly = "hidden md:table-cell";

/** The bikes of the live map as a list, with the map's own filters: for who cannot use a map, or wants it in order. */
export function LiveList({
  address,
  fleets,
  bikes,
  page,
  pages,
  counts,
  isCut,
}: {
  address: LiveAddress;
  fleets: readonly FleetChoice[];
  bikes: readonly ListedBike[];
  page: number;
  pages: number;
  /** Of all statuses, whichever are chosen. */
  counts: readonly (readonly [Status, number])[];
  /** There are more than the list can hold. */
  isCut: boolean;
}) {
  const chosen = counts.filter(([status]) => address.statuses.includes(status));
  const total = chosen.reduce((sum, [, count]) => sum + count, 0);
  const fleet = fleets.find(({ id }) => id === address.fleetId)?.name ?? "All bikes";
  return (
    <>
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="font-semibold text-xl tracking-tight">Bikes of the live map</h1>
          <p className="text-ink-2">
            {fleet} · {formatCount(total, "bike")}
          </p>
        </div>
        <Link href={liveAddress(address)} className={buttonLook()}>
          Show on the map
        </Link>
      </header>
      <Filters address={address} fleets={fleets} counts={counts} />
      {isCut ? (
        <p className="text-ink-2 text-xs">
          These are more bikes than a list holds: choose a fleet or fewer statuses to see the rest.
        </p>
      ) : null}
      <Card className="overflow-hidden p-0">
        {bikes.length === 0 ? (
          <Empty title="No bikes with these statuses" className="py-10" />
        ) : (
          <Table label="Bikes of the live map">
            <thead>
              <tr>
                <Th>Bike</Th>
                <Th>Status</Th>
                <Th className={wideOnly}>Fleet</Th>
                <Th className={cn("text-right", wideOnly)}>Charge</Th>
                <Th className={cn("text-right", wideOnly)}>Speed</Th>
                <Th>On the map</Th>
                <Th className="text-right">Newest reading</Th>
              </tr>
            </thead>
            <tbody className="[&>tr:last-child>*]:border-b-0">
              {bikes.map((bike) => (
                <Row key={bike.bikeId} bike={bike} address={address} />
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      <Pages address={address} page={page} pages={pages} />
    </>
  );
}

function Row({ bike, address }: { bike: ListedBike; address: LiveAddress }) {
  const { bikeId, status, fleet, chargePct, speedKmh, newestAtMs, hasPosition } = bike;
  return (
    <tr className="hover:bg-canvas">
      <Th scope="row" className="text-ink">
        <Link
          href={`/bikes/${encodeURIComponent(bikeId)}`}
          className="font-medium font-mono text-accent text-xs"
        >
          {bikeId}
        </Link>
      </Th>
      <Td>
        <Pill status={status}>{STATUS_WORDS[status]}</Pill>
      </Td>
      <Td className={wideOnly}>{fleet ?? <span className="text-ink-3">none</span>}</Td>
      <Td className={cn("whitespace-nowrap text-right", wideOnly)}>
        {chargePct === null ? "–" : formatValue("soc_pct", chargePct)}
      </Td>
      <Td className={cn("whitespace-nowrap text-right", wideOnly)}>
        {status === "moving" && speedKmh !== null ? formatValue("speed_kmh", speedKmh) : "–"}
      </Td>
      <Td>
        {hasPosition ? (
          <Link href={liveAddress({ ...address, place: null, bikeId })} className="text-accent text-xs">
            Show
          </Link>
        ) : (
          <span className="text-ink-3 text-xs">No position</span>
        )}
      </Td>
      <Td className="text-right text-ink-2">
        <Age atMs={newestAtMs} />
      </Td>
    </tr>
  );
}

/** Links, so that they work by keyboard and without scripts: each turns one status on or off. */
function Filters({
  address,
  fleets,
  counts,
}: {
  address: LiveAddress;
  fleets: readonly FleetChoice[];
  counts: readonly (readonly [Status, number])[];
}) {
  const chip = "inline-flex h-8 items-center gap-1.5 rounded-md border px-2.5 text-xs";
  const look = (isOn: boolean) =>
    cn(chip, isOn ? "border-line-strong bg-surface" : "border-line border-dashed text-ink-3");
  const toggled = (status: Status): Status[] =>
    STATUSES.filter((other) => address.statuses.includes(other) !== (other === status));
  return (
    <div className="flex flex-col gap-2">
      <nav aria-label="Statuses" className="flex flex-wrap gap-1.5">
        {counts.map(([status, count]) => {
          const isOn = address.statuses.includes(status);
          return (
            <Link
              key={status}
              href={liveAddress({ ...address, bikeId: null, statuses: toggled(status) }, "/map/list")}
              aria-label={`${isOn ? "Leave out" : "Show"} ${STATUS_WORDS[status]}, ${formatCount(count, "bike")}`}
              className={look(isOn)}
            >
              <Glyph status={status} size={12} />
              {STATUS_WORDS[status]}
              <span data-count={status} className="text-ink-2">
                {formatNumber(count)}
              </span>
            </Link>
          );
        })}
      </nav>
      {fleets.length > 0 ? (
        <nav aria-label="Fleets" className="flex flex-wrap gap-1.5">
          {[{ id: null, name: "All bikes" }, ...fleets].map(({ id, name }) => (
            <Link
              key={id ?? "all"}
              href={liveAddress({ ...address, bikeId: null, fleetId: id }, "/map/list")}
              aria-current={address.fleetId === id ? "true" : undefined}
              className={cn(
                chip,
                address.fleetId === id
                  ? "border-transparent bg-accent-soft font-semibold text-accent"
                  : "border-line bg-surface",
              )}
            >
              {name}
            </Link>
          ))}
        </nav>
      ) : null}
    </div>
  );
}

function Pages({ address, page, pages }: { address: LiveAddress; page: number; pages: number }) {
  if (pages < 2) return null;
  const at = (number: number) => {
    const base = liveAddress({ ...address, bikeId: null }, "/map/list");
    return `${base}${base.includes("?") ? "&" : "?"}page=${number}`;
  };
  return (
    <nav aria-label="Pages" className="flex items-center gap-2">
      {page > 1 ? (
        <Link href={at(page - 1)} className={buttonLook()}>
          Previous page
        </Link>
      ) : null}
      {page < pages ? (
        <Link href={at(page + 1)} className={buttonLook()}>
          Next page
        </Link>
      ) : null}
      <span className="text-ink-2 text-xs">
        Page {formatNumber(page)} of {formatNumber(pages)}
      </span>
    </nav>
  );
}
