import { Download } from "lucide-react";
import Link from "next/link";
import { LiveStatus, NewestAge } from "@/components/live/live-status";
import type { BikeAddress } from "@/components/range/address";
import { stretchesOf } from "@/components/range/range";
import { RangeControl } from "@/components/range/range-control";
import { buttonLook } from "@/components/ui/button";
import { formatCount } from "@/lib/format/number";
import type { BikeHistory } from "@/lib/telemetry/models";
import type { BikeAnswer } from "./ask-bike";

/** Which bike, how it is, which time is shown, and that time as a file. */
export function BikeHeader({
  answer,
  address,
  chosen,
}: {
  answer: BikeAnswer;
  address: BikeAddress;
  chosen: readonly string[];
}) {
  const { state, rhythmMs, history } = answer;
  const { fromMs, toMs } = history;
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
          <LiveStatus state={state} rhythmMs={rhythmMs} />
        </div>
        <p className="text-ink-2">
          <NewestAge state={state} /> · {formatCount(history.readings, "reading")} in this range
        </p>
      </div>
      <div className="flex w-full min-w-0 flex-wrap gap-2 sm:w-auto sm:flex-nowrap">
        <RangeControl address={address} range={{ fromMs, toMs }} ride={stretchesOf(history)[0] ?? null} />
        <a
          href={exportAddress(state.bikeId, history, chosen)}
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

/** The readings of what is shown as CSV: the fields drawn, and the position where there is a track. */
function exportAddress(bikeId: string, history: BikeHistory, chosen: readonly string[]): string {
  const fields = [...(history.track.length > 0 ? ["lat", "lon"] : []), ...chosen];
  const query = new URLSearchParams({
    from: new Date(history.fromMs).toISOString(),
    to: new Date(history.toMs).toISOString(),
    ...(fields.length > 0 ? { fields: fields.join(",") } : {}),
    format: "csv",
  });
  return `/api/v1/bikes/${encodeURIComponent(bikeId)}/readings?${query}`;
}
