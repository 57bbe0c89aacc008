"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ChosenBike, LiveCanvasProps } from "@/components/map/live-canvas";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { Placeholder } from "@/components/states/loading";
import { Failed } from "@/components/states/states";
import { cn } from "@/components/ui/cn";
import type { Bounds } from "@/lib/domain/live-view";
import { askHome } from "./ask-home";
import { SEARCH_ID } from "./bike-search";
import type { LiveAddress } from "./live-address";
import { LiveMapProvider } from "./live-context";
import { NoneInView } from "./none-in-view";
import { type FleetChoice, Panel } from "./panel";
import { Pulse } from "./pulse";
import { useLiveStatus, useLiveStore } from "./use-live-store";
import { useMapAddress } from "./use-map-address";

/** The map is heavy: it comes after the page, and in browsers only. */
const LiveCanvas = dynamic(() => import("@/components/map/live-canvas"), {
  ssr: false,
  loading: () => <Placeholder className="absolute inset-0 rounded-none" />,
});

/** Around a single bike, degrees to each side. */
const NEAR_DEG = 0.004;
const around = ({ lat, lon }: { lat: number; lon: number }): Bounds => ({
  west: lon - NEAR_DEG,
  east: lon + NEAR_DEG,
  south: lat - NEAR_DEG,
  north: lat + NEAR_DEG,
});

/** The live map: where the fleet is and how it does, with what is asked of it in the address. */
export function LiveMap({
  viewer,
  address,
  home,
  near,
  fleets,
  basemap,
  note,
  drawer,
}: {
  /** Id of who is signed in. */
  viewer: string;
  address: LiveAddress;
  /** Where the fleet is; null where that is not known yet. */
  home: Bounds | null;
  /** Around the bike that the address asks for. */
  near: Bounds | null;
  fleets: readonly FleetChoice[];
  basemap: string;
  /** What of the address was not understood. */
  note: ReactNode;
  /** The chosen bike. */
  drawer: ReactNode;
}) {
  const router = useRouter();
  const { write, go } = useMapAddress();
  const { resolvedTheme } = useTheme();
  const store = useLiveStore(viewer);
  const status = useLiveStatus(store);
  const [hasFailed, setFailed] = useState(false);
  const [statuses, setStatuses] = useState(address.statuses);
  const [bikeId, setBikeId] = useState(address.bikeId);
  const [drawn, setDrawn] = useState<ChosenBike | null>(null);
  const [target, setTarget] = useState<LiveCanvasProps["target"]>(() => {
    const bounds = address.place ? null : (near ?? home);
    return bounds && { bounds, isBike: near !== null };
  });
  /** A bike to go to as soon as it is known where it is. */
  const sought = useRef<string | null>(null);
  const shown = useRef<{ bounds: Bounds; place: NonNullable<LiveAddress["place"]> } | null>(null);
  const { fleetId } = address;

  /** The address as it is now. */
  const here = useCallback(
    (over: Partial<LiveAddress> = {}): LiveAddress => ({
      place: shown.current?.place ?? address.place,
      statuses,
      fleetId,
      bikeId,
      ...over,
    }),
    [address.place, statuses, fleetId, bikeId],
  );
  const look = useCallback(() => {
    const view = shown.current;
    if (view) store.show({ bounds: view.bounds, zoom: view.place.zoom, statuses, fleetId });
  }, [store, statuses, fleetId]);
  const latest = useRef({ here, look });
  latest.current = { here, look };

  useEffect(look, [look]);
  useEffect(() => setStatuses(address.statuses), [address.statuses]);
  useEffect(() => setBikeId(address.bikeId), [address.bikeId]);
  const isKnown = home !== null;
  const isReady = status.pulse?.ready === true;
  useEffect(() => {
    if (isReady && !isKnown) router.refresh();
  }, [isReady, isKnown, router]);
  // Another fleet, or the first time that its place is known: go there.
  const askedFor = isKnown ? (fleetId ?? "all") : null;
  const gone = useRef(address.place || isKnown ? askedFor : null);
  useEffect(() => {
    if (askedFor === null || gone.current === askedFor || !home) return;
    gone.current = askedFor;
    setTarget({ bounds: home });
  }, [askedFor, home]);

  const onView = useCallback(
    (view: NonNullable<typeof shown.current>) => {
      shown.current = view;
      latest.current.look();
      write(latest.current.here());
    },
    [write],
  );
  const choose = useCallback(
    (id: string | null) => {
      setBikeId(id);
      if (id === null) {
        setDrawn(null);
        document.getElementById(SEARCH_ID)?.focus();
      }
      go(latest.current.here({ bikeId: id }), "push");
    },
    [go],
  );
  const fit = useCallback(async () => {
    const bounds = (await askHome(fleetId, statuses)) ?? home;
    if (bounds) setTarget({ bounds });
  }, [fleetId, statuses, home]);
  const onFail = useCallback(() => setFailed(true), []);
  // As it is on the page for long, it must stay the same function: what it sets would else call it again.
  const draw = useCallback((bike: ChosenBike | null) => {
    setDrawn(bike);
    if (bike === null || sought.current !== bike.id) return;
    sought.current = null;
    if (bike.place) setTarget({ bounds: around(bike.place), isBike: true });
  }, []);
  const context = useMemo(() => {
    const centre = () => {
      const bike = bikeId === null ? null : store.model.bikeNamed(bikeId);
      const place = bike ?? (drawn?.id === bikeId ? drawn?.place : null);
      if (place) setTarget({ bounds: around(place), isBike: true });
    };
    return { store, draw, close: () => choose(null), centre };
  }, [store, draw, choose, bikeId, drawn]);

  const chosen = useMemo(() => {
    if (bikeId === null) return null;
    return drawn?.id === bikeId ? drawn : { id: bikeId, place: null, track: [] };
  }, [bikeId, drawn]);
  useEscape(bikeId === null ? null : () => choose(null));
  const isLost = status.connection === "stalled" || status.connection === "ended";

  return (
    <div className="fixed inset-x-0 top-0 bottom-14 overflow-hidden bg-canvas md:bottom-0 md:left-16">
      <ArrivalHeading className="sr-only">Live map</ArrivalHeading>
      <div
        data-stale={isLost}
        className={cn(
          "absolute inset-0 isolate transition-[filter] duration-150",
          isLost && "opacity-60 grayscale",
        )}
      >
        {hasFailed ? (
          <Failed title="The map could not be drawn" className="h-full">
            This browser offers no WebGL 2. The list shows the same bikes.
          </Failed>
        ) : (
          <LiveCanvas
            store={store}
            theme={resolvedTheme === "dark" ? "dark" : "light"}
            basemap={basemap}
            start={address.place}
            chosen={chosen}
            target={target}
            onView={onView}
            onPick={choose}
            onFail={onFail}
          />
        )}
      </div>
      <div
        data-covers-map
        className={cn(
          "pointer-events-none absolute inset-x-3 top-3 flex flex-col gap-3 md:right-auto md:max-h-[calc(100%-5rem)] md:w-64",
          bikeId === null ? "max-h-[calc(100%-7rem)]" : "max-h-[calc(42%-3.75rem)]",
        )}
      >
        <Panel
          store={store}
          fleets={fleets}
          address={{ ...address, statuses, bikeId }}
          isStale={isLost}
          onStatuses={(next) => {
            setStatuses(next);
            write(here({ statuses: next }));
          }}
          onFleet={(id) => go(here({ fleetId: id, place: null, bikeId: null }), "replace")}
          onList={() => go(here({ bikeId: null }), "push", "/map/list")}
          onChoose={(id) => {
            sought.current = id;
            choose(id);
          }}
          onFit={fit}
        />
        <NoneInView store={store} onGo={fit} />
        {note}
      </div>
      <div className="pointer-events-none absolute inset-0 flex flex-col items-start justify-end">
        <div
          className={cn(
            "ml-3 max-w-[calc(100%-4.5rem)] md:absolute md:bottom-3 md:left-0",
            bikeId === null ? "mb-8 md:mb-0" : "mb-2 md:mb-0",
          )}
        >
          <Pulse status={status} />
        </div>
        <LiveMapProvider value={context}>{bikeId === null ? null : drawer}</LiveMapProvider>
      </div>
    </div>
  );
}

function useEscape(act: (() => void) | null): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) latest.current?.();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
