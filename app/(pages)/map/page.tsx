import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { Suspense } from "react";
import { LiveMap } from "@/components/live-map/live-map";
import { MapNote } from "@/components/live-map/map-note";
import { requireActor } from "@/lib/auth/require-actor";
import { webSettings } from "@/lib/auth/settings";
import { visibleFleets } from "@/lib/fleet/visible-fleets";
import { liveHub } from "../../live-hub";
import type { PageProps } from "../page-props";
import { BikeDrawer } from "./bike-drawer";
import { boundsAround } from "./bounds-around";
import { DrawerLoading } from "./drawer-loading";
import { NoSuchBike } from "./no-such-bike";
import { parseMapSearch, withKnownFleet } from "./search-params";

export const metadata: Metadata = { title: "Live map" };

export default async function MapPage({ searchParams }: PageProps) {
  const actor = await requireActor("/map");
  const search = parseMapSearch(await searchParams);
  const visible = await visibleFleets(actor);
  if (!visible) forbidden();
  const hub = liveHub();
  const { grid } = hub;
  const fleets = grid.fleets(visible);
  const { address, faults } = hub.isCurrent ? withKnownFleet(search, fleets) : search;
  const { bikeId } = address;
  const bike = bikeId === null ? null : grid.bike(visible, bikeId);
  return (
    <LiveMap
      viewer={actor.id}
      address={address}
      note={<MapNote faults={faults} />}
      home={grid.home(visible, address.fleetId, address.statuses)}
      near={boundsAround(bike)}
      fleets={fleets}
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
