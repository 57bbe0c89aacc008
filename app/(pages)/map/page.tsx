import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { Suspense } from "react";
import { LiveMap } from "@/components/live-map/live-map";
import { AddressNote } from "@/components/states/address-note";
import { requireActor } from "@/lib/auth/require-actor";
import { webSettings } from "@/lib/auth/settings";
import { visibleFleets } from "@/lib/fleet/visible-fleets";
import { liveHub } from "../../live-hub";
import type { PageProps } from "../page-props";
import { BikeDrawer } from "./bike-drawer";
import { DrawerLoading } from "./drawer-loading";
import { homeOf } from "./home-of";
import { NoSuchBike } from "./no-such-bike";
import { parseMapSearch } from "./search-params";

export const metadata: Metadata = { title: "Live map" };

export default async function MapPage({ searchParams }: PageProps) {
  const actor = await requireActor("/map");
  const { address, faults } = parseMapSearch(await searchParams);
  const visible = await visibleFleets(actor);
  if (!visible) forbidden();
  const hub = liveHub();
  const { grid } = hub;
  const { bikeId } = address;
  const bike = bikeId === null ? null : grid.bike(visible, bikeId);
  return (
    <LiveMap
      address={address}
      note={<AddressNote faults={faults} />}
      home={homeOf(grid, visible, address)}
      fleets={grid.fleets(visible)}
      basemap={webSettings().SLIPSTREAM_BASEMAP_URL}
      drawer={
        bikeId === null ? null : bike === null ? (
          <NoSuchBike bikeId={bikeId} isKnown={hub.status().isReady} />
        ) : (
          <Suspense key={bikeId} fallback={<DrawerLoading bikeId={bikeId} />}>
            <BikeDrawer actor={actor} bikeId={bikeId} fleet={bike.fleet?.name ?? null} />
          </Suspense>
        )
      }
    />
  );
}
