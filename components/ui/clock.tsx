"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { formatAge } from "@/lib/format/duration";
import { formatMoment, formatUtc } from "@/lib/format/time";

const ZoneContext = createContext("UTC");
const NowContext = createContext(0);
const TICK_MS = 1000;

/**
 * Gives the parts of a page the viewer's zone and the present by the server's clock, each second; the viewer's own
 * clock may be wrong. `serverNowMs` is when the page was made, ms since epoch.
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
  const [nowMs, setNowMs] = useState(serverNowMs);
  useEffect(() => {
    const startedMs = performance.now();
    const tick = () => setNowMs(serverNowMs + performance.now() - startedMs);
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [serverNowMs]);
  return (
    <ZoneContext value={zone}>
      <NowContext value={nowMs}>{children}</NowContext>
    </ZoneContext>
  );
}

export const useZone = (): string => useContext(ZoneContext);

/** Ms since epoch, by the server's clock. */
export const useNow = (): number => useContext(NowContext);

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
