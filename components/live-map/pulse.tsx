"use client";

import { Moment } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/lib/format/duration";
import { formatNumber } from "@/lib/format/number";
import type { LiveStatus } from "./live-store";

/** So long no readings may come without a word: few bikes do not report each second. */
const QUIET_FROM_MS = 5_000;

type Health = "lost" | "unknown" | "quiet" | "well";
const LOOK: Readonly<Record<Health, string>> = {
  lost: "bg-fault",
  unknown: "bg-ink-3",
  quiet: "bg-ink-3",
  well: "bg-moving",
};

/** Connected is not enough: only readings say that all is well. */
export function healthOf({ connection, pulse, quietMs }: LiveStatus): Health {
  if (connection === "stalled" || connection === "ended") return "lost";
  if (connection === "connecting" || !pulse?.ready) return "unknown";
  return quietMs >= QUIET_FROM_MS || pulse.readingsPerSecond === 0 ? "quiet" : "well";
}

/** How much comes in and how old it is on this screen, both measured; and when that is not known, so. */
export function Pulse({ status }: { status: LiveStatus }) {
  return (
    <p
      role="status"
      aria-live="off"
      data-connection={status.connection}
      data-freshness-ms={status.freshnessMs ?? ""}
      className="pointer-events-auto flex min-h-9 items-center gap-2 rounded-lg border border-line bg-raised px-3 py-1 text-xs shadow-raised"
    >
      <i aria-hidden="true" className={cn("size-2 shrink-0 rounded-full", LOOK[healthOf(status)])} />
      <span>
        <Words status={status} />
      </span>
    </p>
  );
}

function Words({ status: { connection, pulse, freshnessMs, heardAtMs, quietMs } }: { status: LiveStatus }) {
  if (connection === "ended")
    return (
      <>
        You are signed out, or somebody else is signed in.{" "}
        <a href="/map" className="font-semibold text-accent">
          Load the page again
        </a>
      </>
    );
  if (connection === "stalled")
    return (
      <>
        <b className="font-semibold">No news</b>
        {heardAtMs === null ? null : (
          <>
            {" since "}
            <Moment atMs={heardAtMs} />
          </>
        )}
        ; trying again
      </>
    );
  if (!pulse) return "Connecting…";
  if (!pulse.ready) return "The fleet is being loaded…";
  if (quietMs >= QUIET_FROM_MS)
    return (
      <>
        <b className="font-semibold">No readings</b> for {formatDuration(quietMs)}
      </>
    );
  return (
    <>
      <b className="font-semibold">{formatNumber(pulse.readingsPerSecond)}</b> readings/s
      {freshnessMs === null ? null : (
        <>
          {" · "}
          <b className="font-semibold">{formatNumber(freshnessMs / 1_000, 2)} s</b> behind
        </>
      )}
    </>
  );
}
