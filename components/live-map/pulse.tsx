"use client";

import { Moment } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/lib/format/number";
import type { Connection } from "./live-feed";
import type { LiveStatus } from "./live-store";

const LOOK: Readonly<Record<Connection, string>> = {
  connecting: "bg-ink-3",
  live: "bg-moving",
  stalled: "bg-fault",
  ended: "bg-fault",
};

/** How much comes in and how old it is on this screen, both measured; and when that is not known, so. */
export function Pulse({ status }: { status: LiveStatus }) {
  return (
    <p
      role="status"
      aria-live="off"
      data-connection={status.connection}
      data-freshness-ms={status.freshnessMs ?? ""}
      className="flex min-h-9 items-center gap-2 rounded-lg border border-line bg-raised px-3 py-1 text-xs shadow-raised"
    >
      <i aria-hidden="true" className={cn("size-2 shrink-0 rounded-full", LOOK[status.connection])} />
      <span>
        <Words status={status} />
      </span>
    </p>
  );
}

function Words({ status: { connection, pulse, freshnessMs, heardAtMs } }: { status: LiveStatus }) {
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
