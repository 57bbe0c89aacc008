import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { CrosshairTimeProvider } from "@/components/charts/crosshair-time";
import { HistoryCard } from "@/components/charts/history-card";
import { selectSeries } from "@/components/charts/select-series";
import { LiveStateProvider } from "@/components/live/live-state";
import { Placeholder } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import { webSettings } from "@/lib/auth/settings";
import type { PageProps } from "../../page-props";
import { viewerZone } from "../../viewer-zone";
import { askBike } from "./ask-bike";
import { BikeHeader } from "./bike-header";
import { CalendarSection } from "./calendar-section";
import { PlaceCard } from "./place-card";
import { parseBikeId, parseBikeSearch } from "./search-params";

export async function generateMetadata({ params }: PageProps<{ bikeId: string }>): Promise<Metadata> {
  return { title: parseBikeId((await params).bikeId) ?? "Bike" };
}

export default async function BikePage({ params, searchParams }: PageProps<{ bikeId: string }>) {
  const actor = await requireActor("/bikes/[bikeId]");
  const bikeId = parseBikeId((await params).bikeId);
  if (!bikeId) notFound();
  const address = parseBikeSearch(bikeId, await searchParams);
  const zone = await viewerZone();
  const answer = await askBike(actor, address, zone);
  if (!answer) notFound();
  const { state, range, history } = answer;
  const selection = selectSeries(history, address.fields ?? []);
  const shown = { ...address, ...range };
  return (
    <CrosshairTimeProvider>
      <div className="flex flex-col gap-4">
        <LiveStateProvider initial={state} range={range}>
          <BikeHeader state={state} history={history} address={shown} chosen={selection.chosen} />
          <div className="grid gap-4 xl:grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)]">
            <HistoryCard selection={selection} address={shown} />
            <PlaceCard answer={answer} basemap={webSettings().SLIPSTREAM_BASEMAP_URL} />
          </div>
        </LiveStateProvider>
        <Suspense fallback={<Placeholder className="h-56" />}>
          <CalendarSection actor={actor} address={shown} range={range} zone={zone} />
        </Suspense>
      </div>
    </CrosshairTimeProvider>
  );
}
