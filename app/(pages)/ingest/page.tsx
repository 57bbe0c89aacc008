import type { Metadata } from "next";
import { Suspense } from "react";
import { IngestNow } from "@/components/ingest/ingest-now";
import { startOfRange } from "@/components/ingest/ranges";
import { AutoRefresh } from "@/components/live/auto-refresh";
import { AddressNote } from "@/components/states/address-note";
import { Placeholder } from "@/components/states/loading";
import { Stale } from "@/components/states/stale";
import { requireActor } from "@/lib/auth/require-actor";
import { ingestWatch } from "../../ingest-watch";
import type { PageProps } from "../page-props";
import { viewerZone } from "../viewer-zone";
import { AlarmsOfRange } from "./alarms-of-range";
import { parseIngestSearch } from "./search-params";
import { WindowsSection } from "./windows-section";

export const metadata: Metadata = { title: "Ingest" };

const EVERY_MS = 5_000;

export default async function IngestPage({ searchParams }: PageProps) {
  await requireActor("/ingest");
  const { range, windowsPage, faults } = parseIngestSearch(await searchParams);
  const watch = ingestWatch();
  const nowMs = Date.now();
  const fromMs = startOfRange(range, nowMs, await viewerZone());
  return (
    <div className="flex flex-col gap-4">
      <AddressNote faults={faults} />
      <AutoRefresh probe="/icon.svg" everyMs={EVERY_MS} />
      {watch.isReady ? null : <Stale>What the workers measured is being read; figures may be missing.</Stale>}
      <IngestNow overview={watch.overview(fromMs, nowMs)} range={range}>
        <AlarmsOfRange fromMs={fromMs} nowMs={nowMs} />
      </IngestNow>
      <Suspense fallback={<Placeholder className="h-64" />}>
        <WindowsSection page={windowsPage} range={range} />
      </Suspense>
    </div>
  );
}
