"use client";

import { useNow } from "@/components/ui/clock";
import { Pill } from "@/components/ui/pill";
import type { Status } from "@/lib/domain/bike-status";
import type { BikeState } from "@/lib/telemetry/models";
import { statusOf } from "./status";
import { STATUS_MEANINGS, STATUS_WORDS } from "./status-words";

/** A status in words; what it means on hover. */
export function StatusWord({ status }: { status: Status }) {
  return (
    <span title={`${STATUS_WORDS[status]}: ${STATUS_MEANINGS[status]}`}>
      <Pill status={status}>{STATUS_WORDS[status]}</Pill>
    </span>
  );
}

/** What a bike that reports at least every `rhythmMs` does now, as far as its newest values tell. */
export function StatusPill({ state, rhythmMs }: { state: BikeState; rhythmMs: number }) {
  return <StatusWord status={statusOf(state, useNow(), rhythmMs)} />;
}
