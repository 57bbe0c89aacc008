import type { Metadata } from "next";
import { IngestNow } from "@/components/ingest/ingest-now";
import { lengthOf } from "@/components/ingest/ranges";
import { AutoRefresh } from "@/components/live/auto-refresh";
import { AddressNote } from "@/components/states/address-note";
import { Stale } from "@/components/states/stale";
import { requireActor } from "@/lib/auth/require-actor";
import { ingestWatch } from "../../ingest-watch";
import type { PageProps } from "../page-props";
import { parseIngestSearch } from "./search-params";

export const metadata: Metadata = { title: "Ingest" };

const EVERY_MS = 5_000;

export default async function IngestPage({ searchParams }: PageProps) {
  await requireActor("/ingest");
  const { range, faults } = parseIngestSearch(await searchParams);
  const watch = ingestWatch();
  return (
    <div className="flex flex-col gap-4">
      <AddressNote faults={faults} />
      <AutoRefresh probe="/icon.svg" everyMs={EVERY_MS} />
      {watch.isReady ? null : <Stale>What the workers measured is being read; figures may be missing.</Stale>}
      <IngestNow overview={watch.overview(lengthOf(range), Date.now())} range={range} />
    </div>
  );
}
