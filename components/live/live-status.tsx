"use client";

import { StatusPill } from "@/components/tables/status-pill";
import { Age } from "@/components/ui/clock";
import type { BikeState } from "@/lib/telemetry/models";
import { useLiveState } from "./live-state";

export function LiveStatus({ state }: { state: BikeState }) {
  return <StatusPill state={useLiveState(state)} />;
}

export function NewestAge({ state }: { state: BikeState }) {
  return (
    <>
      Newest reading <Age atMs={useLiveState(state).newestAtMs} />
    </>
  );
}
