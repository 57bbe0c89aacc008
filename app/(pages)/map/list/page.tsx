import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { AutoRefresh } from "@/components/live/auto-refresh";
import { LiveList } from "@/components/live-map/live-list";
import { AddressNote } from "@/components/states/address-note";
import { requireActor } from "@/lib/auth/require-actor";
import { visibleFleets } from "@/lib/fleet/visible-fleets";
import { liveHub } from "../../../live-hub";
import type { PageProps } from "../../page-props";
import { parseMapSearch } from "../search-params";
import { askList } from "./ask-list";

export const metadata: Metadata = { title: "Bikes of the live map" };

export default async function MapListPage({ searchParams }: PageProps) {
  const actor = await requireActor("/map/list");
  const { address, page, faults } = parseMapSearch(await searchParams);
  const visible = await visibleFleets(actor);
  if (!visible) forbidden();
  const { grid } = liveHub();
  return (
    <div className="flex flex-col gap-4">
      <AddressNote faults={faults} />
      <AutoRefresh probe="/api/live/bikes?q=-" everyMs={5_000} />
      <LiveList address={address} fleets={grid.fleets(visible)} {...askList(grid, visible, address, page)} />
    </div>
  );
}
