"use client";

import { StatusPill } from "@/components/tables/status-pill";
import { Age } from "@/components/ui/clock";
import type { BikeState } from "@/lib/telemetry/models";
import { useLiveState } from "./live-state";

export function LiveStatus({ state, rhythmMs }: { state: BikeState; rhythmMs: number }) {
  return <StatusPill state={useLiveState(state)} rhythmMs={rhythmMs} />;
}

export function NewestAge({ state }: { state: BikeState }) {
  return (
    <>
      Newest reading <Age atMs={useLiveState(state).newestAtMs} />
    </>
  );
}
