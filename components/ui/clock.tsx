"use client";

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { formatAge } from "@/lib/format/duration";
import { formatMoment, formatUtc } from "@/lib/format/time";
import { type ServerClock, serverClock } from "./server-clock";

const ZoneContext = createContext("UTC");
const ClockContext = createContext<ServerClock>(serverClock(0));

/**
 * Gives the parts of a page the viewer's zone and the present by the server's clock, each second; the viewer's own
 * clock may be wrong. `serverNowMs` is when the page was made, ms since epoch. What it gives stays the same object: parts of
 * a page that are still on their way would be made anew in the browser each time that it changed.
 */
export function ClockProvider({
  zone,
  serverNowMs,
  children,
}: {
  zone: string;
  serverNowMs: number;
  children: ReactNode;
}) {
  const [clock] = useState(() => serverClock(serverNowMs));
  useEffect(() => clock.correct(serverNowMs), [clock, serverNowMs]);
  return (
    <ZoneContext value={zone}>
      <ClockContext value={clock}>{children}</ClockContext>
    </ZoneContext>
  );
}

export const useZone = (): string => useContext(ZoneContext);

/** Ms since epoch, by the server's clock. */
export function useNow(): number {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, clock.now, clock.atFirst);
}

/** An instant on the viewer's clock, UTC on hover. */
export function Moment({ atMs, children }: { atMs: number; children?: ReactNode }) {
  const zone = useZone();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formatUtc(atMs)}>
      {children ?? formatMoment(atMs, zone)}
    </time>
  );
}

/** How long ago, by the server's clock, which goes on while the page is on its way; the instant itself on hover. */
export function Age({ atMs }: { atMs: number }) {
  const zone = useZone();
  const nowMs = useNow();
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      title={`${formatMoment(atMs, zone)} (${formatUtc(atMs)})`}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {formatAge(atMs, nowMs)}
    </time>
  );
}
