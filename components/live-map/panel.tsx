"use client";

import { ChevronDown, List, Maximize } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { StatusMeanings } from "@/components/tables/status-meanings";
import { Button, buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/input";
import { STATUSES, type Status } from "@/lib/domain/bike-status";
import { formatCount, formatNumber } from "@/lib/format/number";
import { BikeSearch } from "./bike-search";
import { type LiveAddress, liveAddress } from "./live-address";
import type { LiveStore } from "./live-store";
import { StatusFilter } from "./status-filter";
import { useLive } from "./use-live-store";

export interface FleetChoice {
  readonly id: string;
  readonly name: string;
}

/** What the map shows: whose bikes, which statuses, how many of each; and ways to one of them. */
export function Panel({
  store,
  fleets,
  address,
  isStale,
  onStatuses,
  onFleet,
  onChoose,
  onFit,
  onList,
}: {
  store: LiveStore;
  fleets: readonly FleetChoice[];
  address: LiveAddress;
  /** Nothing new is heard. */
  isStale: boolean;
  onStatuses: (statuses: Status[]) => void;
  onFleet: (fleetId: string | null) => void;
  onChoose: (bikeId: string) => void;
  onFit: () => void;
  onList: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const { bikeId } = address;
  useEffect(() => {
    if (bikeId !== null) setOpen(false);
  }, [bikeId]);
  const counts = useLive(store, countsOf, null);
  const unplaced = useLive(store, ({ model }) => model.unplaced, 0);
  const total = counts && STATUSES.reduce((sum, status) => sum + counts[status], 0);
  return (
    <section
      aria-label="What the map shows"
      className="pointer-events-auto flex min-h-24 flex-col gap-3 rounded-lg border border-line bg-raised p-3 shadow-raised md:min-h-28"
    >
      <BikeSearch onChoose={onChoose} />
      <Button
        kind="quiet"
        size="small"
        aria-expanded={isOpen}
        aria-controls="live-map-filters"
        onClick={() => setOpen(!isOpen)}
        className="-my-1 shrink-0 justify-between px-1 md:hidden"
      >
        <span>
          {fleets.find(({ id }) => id === address.fleetId)?.name ?? "All bikes"} ·{" "}
          {total === null ? "…" : formatNumber(total)}
        </span>
        <ChevronDown aria-hidden="true" className={cn("size-4", isOpen && "rotate-180")} />
      </Button>
      <div
        id="live-map-filters"
        className={cn("-m-1 min-h-0 flex-col gap-2 overflow-y-auto p-1 md:flex", isOpen ? "flex" : "hidden")}
      >
        <div className="flex items-baseline justify-between gap-2">
          {fleets.length > 0 ? (
            <Select
              aria-label="Fleet"
              value={address.fleetId ?? ""}
              onChange={(event) => onFleet(event.target.value === "" ? null : event.target.value)}
              className="h-7 font-semibold"
            >
              <option value="">All bikes</option>
              {fleets.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          ) : (
            <h2 className="truncate font-semibold">All bikes</h2>
          )}
          <span className={cn("whitespace-nowrap text-xs", isStale ? "text-ink-3" : "text-ink-2")}>
            {total === null ? "" : formatCount(total, "bike")}
          </span>
        </div>
        <StatusFilter counts={counts} isStale={isStale} chosen={address.statuses} onChange={onStatuses} />
        {unplaced > 0 ? (
          <p className="px-1 text-ink-2 text-xs">
            {formatCount(unplaced, "bike")} never told a position: not on the map, but in the list.
          </p>
        ) : null}
        <div className="flex gap-2">
          <Button size="small" onClick={onFit} className="grow">
            <Maximize aria-hidden="true" className="size-3.5" />
            {address.statuses.length === STATUSES.length ? "Fit to fleet" : "Fit to these"}
          </Button>
          <Link
            href={liveAddress({ ...address, bikeId: null, place: null }, "/map/list")}
            onClick={(event) => {
              event.preventDefault();
              onList();
            }}
            className={buttonLook({ size: "small", className: "grow" })}
          >
            <List aria-hidden="true" className="size-3.5" />
            As a list
          </Link>
        </div>
        <StatusMeanings />
      </div>
    </section>
  );
}

/** Null as long as nothing is known. */
const countsOf = ({ model }: LiveStore) => (model.mode === "none" ? null : model.counts);
