import Link from "next/link";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { Empty } from "@/components/states/states";
import { Speed } from "@/components/tables/speed";
import type { MeasuredSpeed } from "@/components/tables/status";
import { StatusMeanings } from "@/components/tables/status-meanings";
import { StatusWord } from "@/components/tables/status-pill";
import { STATUS_MEANINGS, STATUS_ORDER, STATUS_WORDS } from "@/components/tables/status-words";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Age } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { Glyph } from "@/components/ui/glyph";
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
  readonly speed: MeasuredSpeed | null;
  readonly faultCodes: readonly string[];
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
  counts: Readonly<Record<Status, number>>;
  /** There are more than the list can hold. */
  isCut: boolean;
}) {
  const total = address.statuses.reduce((sum, status) => sum + counts[status], 0);
  const fleet = fleets.find(({ id }) => id === address.fleetId)?.name ?? "All bikes";
  return (
    <>
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <ArrivalHeading className="font-semibold text-xl tracking-tight">
            Bikes of the live map
          </ArrivalHeading>
          <p className="text-ink-2">
            {fleet} · {formatCount(total, "bike")}
          </p>
        </div>
        <Link href={liveAddress(address)} className={buttonLook()}>
          Show on the map
        </Link>
      </header>
      <Filters address={address} fleets={fleets} counts={counts} />
      <StatusMeanings />
      {isCut ? (
        <p className="text-ink-2 text-xs">
          These are more bikes than a list holds: choose a fleet or fewer statuses to see the rest.
        </p>
      ) : null}
      <Card className="overflow-hidden p-0">
        {bikes.length === 0 ? (
          <Empty
            title="No bikes with these statuses"
            action={
              <Link
                href={liveAddress({ ...address, bikeId: null, ...wider(address) }, "/map/list")}
                className={buttonLook()}
              >
                Show all
              </Link>
            }
            className="py-10"
          />
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

/** Every status; and every fleet where that is no more than was asked for. */
const wider = ({ statuses }: LiveAddress): Partial<LiveAddress> =>
  statuses.length < STATUSES.length ? { statuses: STATUSES } : { fleetId: null };

function Row({ bike, address }: { bike: ListedBike; address: LiveAddress }) {
  const { bikeId, status, fleet, chargePct, speed, faultCodes, newestAtMs, hasPosition } = bike;
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
        <StatusWord status={status} />
        {faultCodes.length > 0 ? (
          <span className="ml-2 font-mono text-ink-2 text-xs">{formatValue("error_codes", faultCodes)}</span>
        ) : null}
      </Td>
      <Td className={wideOnly}>{fleet ?? <span className="text-ink-3">none</span>}</Td>
      <Td className={cn("whitespace-nowrap text-right", wideOnly)}>
        {chargePct === null ? "–" : formatValue("soc_pct", chargePct)}
      </Td>
      <Td className={cn("whitespace-nowrap text-right", wideOnly)}>
        <Speed speed={speed} status={status} />
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
  counts: Readonly<Record<Status, number>>;
}) {
  const chip = "inline-flex h-8 items-center gap-1.5 rounded-md border px-2.5 text-xs";
  const look = (isOn: boolean) =>
    cn(chip, isOn ? "border-line-strong bg-surface" : "border-line border-dashed text-ink-3");
  const toggled = (status: Status): Status[] =>
    STATUSES.filter((other) => address.statuses.includes(other) !== (other === status));
  return (
    <div className="flex flex-col gap-2">
      <nav aria-label="Statuses" className="flex flex-wrap gap-1.5">
        {STATUS_ORDER.map((status) => {
          const isOn = address.statuses.includes(status);
          return (
            <Link
              key={status}
              href={liveAddress({ ...address, bikeId: null, statuses: toggled(status) }, "/map/list")}
              aria-label={`${isOn ? "Leave out" : "Show"} ${STATUS_WORDS[status]}, ${formatCount(counts[status], "bike")}`}
              title={`${STATUS_WORDS[status]}: ${STATUS_MEANINGS[status]}`}
              className={look(isOn)}
            >
              <Glyph status={status} size={12} />
              {STATUS_WORDS[status]}
              <span data-count={status} className="text-ink-2">
                {formatNumber(counts[status])}
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
