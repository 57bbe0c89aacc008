"use client";

import { useNow } from "@/components/ui/clock";
import { Pill } from "@/components/ui/pill";
import type { BikeState } from "@/lib/telemetry/models";
import { STATUS_WORDS, statusOf } from "./status";

/** What a bike that reports at least every `rhythmMs` does now, as far as its newest values tell. */
export function StatusPill({ state, rhythmMs }: { state: BikeState; rhythmMs: number }) {
  const status = statusOf(state, useNow(), rhythmMs);
  return <Pill status={status}>{STATUS_WORDS[status]}</Pill>;
}
