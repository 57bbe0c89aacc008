import { type ReactNode, Suspense } from "react";
import { CrosshairTimeProvider } from "@/components/charts/crosshair-time";
import { HistoryCard } from "@/components/charts/history-card";
import { selectSeries } from "@/components/charts/select-series";
import { LiveStateProvider } from "@/components/live/live-state";
import type { BikeAddress } from "@/components/range/address";
import { type AddressFault, AddressNote } from "@/components/states/address-note";
import { Placeholder } from "@/components/states/loading";
import { webSettings } from "@/lib/auth/settings";
import type { Actor } from "@/lib/domain/actor";
import type { BikeState } from "@/lib/telemetry/models";
import { viewerZone } from "../../viewer-zone";
import { askBike } from "./ask-bike";
import { BikeHeader } from "./bike-header";
import { CalendarSection } from "./calendar-section";
import { PlaceCard } from "./place-card";
import { RangeSection } from "./range-section";
import { RidesSection } from "./rides-section";

/** One bike: how it is, what it measured in the time that the address asks for, and where it was. */
export async function BikeView({
  actor,
  state,
  address,
  faults,
  about,
}: {
  actor: Actor;
  state: BikeState;
  address: BikeAddress;
  faults: readonly AddressFault[];
  /** What is registered of it, and the ways to its other sections. */
  about: ReactNode;
}) {
  const zone = await viewerZone();
  const answer = await askBike(actor, state, address, zone);
  const { range, history } = answer;
  const selection = selectSeries(history, address.fields ?? []);
  const shown = { ...address, ...range };
  return (
    <CrosshairTimeProvider>
      <div className="flex flex-col gap-4">
        <LiveStateProvider initial={state} range={range}>
          <BikeHeader answer={answer} address={shown} chosen={selection.chosen} />
          {about}
          <AddressNote faults={faults} />
          <div className="grid gap-4 xl:grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)]">
            <HistoryCard selection={selection} address={shown} />
            <PlaceCard answer={answer} basemap={webSettings().SLIPSTREAM_BASEMAP_URL} />
          </div>
        </LiveStateProvider>
        <Suspense fallback={<Placeholder className="h-28" />}>
          <RangeSection actor={actor} state={state} />
        </Suspense>
        <div id="rides" className="scroll-mt-4">
          <Suspense fallback={<Placeholder className="h-24" />}>
            <RidesSection actor={actor} address={shown} range={range} />
          </Suspense>
        </div>
        <Suspense fallback={<Placeholder className="h-56" />}>
          <CalendarSection actor={actor} address={shown} range={range} zone={zone} />
        </Suspense>
      </div>
    </CrosshairTimeProvider>
  );
}
