"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { Age, Moment, useNow } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th } from "@/components/ui/table";
import { formatValue } from "@/lib/format/value";
import type { BikeState } from "@/lib/telemetry/models";
import { type BikeListAddress, bikeListAddress, type SortKey } from "./list-address";
import { Speed } from "./speed";
import { newestOf, speedIn, statusOf } from "./status";
import { StatusWord } from "./status-pill";

export interface ListedBike {
  readonly state: BikeState;
  /** How often it reports at least, ms. */
  readonly rhythmMs: number;
}

interface Column {
  readonly label: string;
  readonly sort: SortKey | null;
  readonly numeric?: boolean;
  /** Left out on narrow screens. */
  readonly wide?: boolean;
}

const COLUMNS: readonly Column[] = [
  { label: "Bike", sort: "bike" },
  { label: "Status", sort: null },
  { label: "Charge", sort: "charge", numeric: true },
  { label: "Speed", sort: "speed", numeric: true, wide: true },
  { label: "Odometer", sort: "odometer", numeric: true, wide: true },
  { label: "Faults", sort: null, wide: true },
  { label: "Newest reading", sort: "newest", numeric: true },
];
const wideOnly = "hidden md:table-cell";

/** Bikes with their newest values; the heads sort, each row leads to its bike. */
export function BikeTable({ bikes, address }: { bikes: readonly ListedBike[]; address: BikeListAddress }) {
  return (
    <Table label="Bikes">
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <Head key={column.label} column={column} address={address} />
          ))}
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {bikes.map((bike) => (
          <Row key={bike.state.bikeId} bike={bike} />
        ))}
      </tbody>
    </Table>
  );
}

function Head({ column, address }: { column: Column; address: BikeListAddress }) {
  const { label, sort, numeric, wide } = column;
  const look = cn(numeric && "text-right", wide && wideOnly);
  if (!sort) return <Th className={look}>{label}</Th>;
  const here = address.sort === sort;
  const order = here && address.order === "desc" ? "asc" : "desc";
  const Arrow = address.order === "asc" ? ArrowUp : ArrowDown;
  return (
    <Th className={look} aria-sort={here ? (address.order === "asc" ? "ascending" : "descending") : "none"}>
      <Link
        href={bikeListAddress({ ...address, sort, order, cursor: undefined })}
        className="inline-flex items-center gap-1 hover:text-ink"
      >
        {label}
        {here ? <Arrow aria-hidden="true" className="size-3" /> : null}
      </Link>
    </Th>
  );
}

function Row({ bike: { state, rhythmMs } }: { bike: ListedBike }) {
  const status = statusOf(state, useNow(), rhythmMs);
  const show = (field: string): string => {
    const value = newestOf(state, field);
    return value === null ? "–" : formatValue(field, value);
  };
  return (
    <tr className="relative hover:bg-canvas">
      <Th scope="row" className="text-ink">
        <Link
          href={`/bikes/${encodeURIComponent(state.bikeId)}`}
          className="font-mono font-medium text-accent text-xs after:absolute after:inset-0"
        >
          {state.bikeId}
        </Link>
      </Th>
      <Td>
        <StatusWord status={status} />
      </Td>
      <Td className="whitespace-nowrap text-right">{show("soc_pct")}</Td>
      <Td className={cn("whitespace-nowrap text-right", wideOnly)}>
        <Speed speed={speedIn(state)} status={status} />
      </Td>
      <Td className={cn("whitespace-nowrap text-right", wideOnly)}>{show("odometer_m")}</Td>
      <Td className={wideOnly}>{show("error_codes")}</Td>
      <Td className="text-right text-ink-2">
        <span className="mr-3 hidden lg:inline">
          <Moment atMs={state.newestAtMs} />
        </span>
        <Age atMs={state.newestAtMs} />
      </Td>
    </tr>
  );
}
