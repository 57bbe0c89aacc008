import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { AutoRefresh } from "@/components/live/auto-refresh";
import { LiveList } from "@/components/live-map/live-list";
import { AddressNote } from "@/components/states/address-note";
import { Stale } from "@/components/states/stale";
import { requireActor } from "@/lib/auth/require-actor";
import { visibleFleets } from "@/lib/fleet/visible-fleets";
import { liveHub } from "../../../live-hub";
import type { PageProps } from "../../page-props";
import { beyondLast, parseMapSearch, withKnownFleet } from "../search-params";
import { askList } from "./ask-list";

export const metadata: Metadata = { title: "Bikes of the live map" };

export default async function MapListPage({ searchParams }: PageProps) {
  const actor = await requireActor("/map/list");
  const search = parseMapSearch(await searchParams);
  const visible = await visibleFleets(actor);
  if (!visible) forbidden();
  const { grid, isCurrent } = liveHub();
  const fleets = grid.fleets(visible);
  const { address, page, faults } = isCurrent ? withKnownFleet(search, fleets) : search;
  const list = askList(grid, visible, address, page);
  return (
    <div className="flex flex-col gap-4">
      <AddressNote faults={list.page < page ? [...faults, beyondLast(page, list.pages)] : faults} />
      <AutoRefresh probe="/api/live/bikes?q=-" everyMs={5_000} />
      {isCurrent ? null : <Stale>The fleet is being loaded; what is here may be old or not all.</Stale>}
      <LiveList address={address} fleets={fleets} {...list} />
    </div>
  );
}
