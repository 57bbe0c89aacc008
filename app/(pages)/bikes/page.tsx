import type { Metadata } from "next";
import Link from "next/link";
import { AutoRefresh } from "@/components/live/auto-refresh";
import { Empty } from "@/components/states/states";
import { BikeFilter } from "@/components/tables/bike-filter";
import { BikeTable } from "@/components/tables/bike-table";
import { bikeListAddress, SEEN } from "@/components/tables/list-address";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { requireActor } from "@/lib/auth/require-actor";
import { visibleBikes } from "@/lib/fleet/visible-bikes";
import { formatCount } from "@/lib/format/number";
import { listBikes } from "@/lib/telemetry/list-bikes";
import { telemetryReader } from "../../telemetry-reader";
import type { PageProps } from "../page-props";
import { parseBikeListSearch } from "./search-params";

export const metadata: Metadata = { title: "Bikes" };

export default async function BikesPage({ searchParams }: PageProps) {
  const actor = await requireActor("/bikes");
  const address = parseBikeListSearch(await searchParams);
  const { withinMs, beforeMs } = SEEN[address.seen];
  const nowMs = Date.now();
  const page = await listBikes(telemetryReader(), await visibleBikes(actor), {
    query: address.q,
    maxChargePct: address.charge,
    withFaults: address.faults,
    newestFromMs: withinMs === null ? undefined : nowMs - withinMs,
    newestToMs: beforeMs === null ? undefined : nowMs - beforeMs,
    sort: address.sort,
    order: address.order,
    cursor: address.cursor,
  });
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="font-semibold text-xl tracking-tight">Bikes</h1>
        <p role="status" className="text-ink-2">
          {formatCount(page.total, "bike")}
        </p>
      </header>
      <BikeFilter address={address} />
      <AutoRefresh probe="/api/v1/bikes?limit=1" />
      <Card className="p-0">
        {page.bikes.length > 0 ? (
          <BikeTable bikes={page.bikes} address={address} />
        ) : (
          <Empty
            title="No bike fits"
            action={
              <Link href="/bikes" className={buttonLook()}>
                Show all
              </Link>
            }
          >
            Bikes appear here with their first reading, however old it is.
          </Empty>
        )}
      </Card>
      <nav aria-label="Pages" className="flex gap-2">
        {address.cursor ? (
          <Link href={bikeListAddress({ ...address, cursor: undefined })} className={buttonLook()}>
            First page
          </Link>
        ) : null}
        {page.nextCursor ? (
          <Link href={bikeListAddress({ ...address, cursor: page.nextCursor })} className={buttonLook()}>
            Next page
          </Link>
        ) : null}
      </nav>
    </div>
  );
}
