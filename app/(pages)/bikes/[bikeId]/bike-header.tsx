import { Download } from "lucide-react";
import Link from "next/link";
import type { BikeAddress } from "@/components/range/address";
import { stretchesOf } from "@/components/range/range";
import { RangeControl } from "@/components/range/range-control";
import { StatusPill } from "@/components/tables/status-pill";
import { buttonLook } from "@/components/ui/button";
import { Age } from "@/components/ui/clock";
import { formatCount } from "@/lib/format/number";
import type { BikeHistory, BikeState } from "@/lib/telemetry/models";

/** Which bike, how it is, which time is shown, and that time as a file. */
export function BikeHeader({
  state,
  history,
  address,
  chosen,
}: {
  state: BikeState;
  history: BikeHistory;
  address: BikeAddress;
  chosen: readonly string[];
}) {
  const { fromMs, toMs } = history;
  const query = new URLSearchParams({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    fields: chosen.join(","),
    format: "csv",
  });
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <p className="text-ink-3 text-xs">
          <Link href="/bikes" className="hover:text-ink">
            Bikes
          </Link>
        </p>
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="font-semibold text-xl tracking-tight">{state.bikeId}</h1>
          <StatusPill state={state} />
        </div>
        <p className="text-ink-2">
          Newest reading <Age atMs={state.newestAtMs} /> · {formatCount(history.readings, "reading")} in this
          range
        </p>
      </div>
      <div className="flex w-full min-w-0 flex-wrap gap-2 sm:w-auto sm:flex-nowrap">
        <RangeControl
          address={address}
          range={{ fromMs, toMs }}
          anchorMs={stretchesOf(history)[0]?.fromMs ?? fromMs}
        />
        <a
          href={`/api/v1/bikes/${encodeURIComponent(state.bikeId)}/readings?${query}`}
          download={`${state.bikeId}.csv`}
          className={buttonLook()}
        >
          <Download aria-hidden="true" className="size-4" />
          Export CSV
        </a>
      </div>
    </header>
  );
}
