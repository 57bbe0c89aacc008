"use client";

import type { KeyboardEvent } from "react";
import { formatClock, formatDay } from "@/lib/format/time";
import { type Across, leftOf } from "./crosshair";
import { nearest } from "./prepare";
import type { TimeTicks } from "./ticks";

const PAGE = 20;

/** Marks of the shared time axis; with the keyboard's focus it moves the crosshair from reading to reading. */
export function TimeAxis({
  marks,
  zone,
  spoken,
  ...across
}: Across & { marks: TimeTicks; zone: string; spoken: (atMs: number) => string }) {
  const { instants, atMs, onMove } = across;
  const place = atMs === null ? -1 : nearest(instants, atMs);
  const move = (event: KeyboardEvent) => {
    const last = instants.length - 1;
    const to: Record<string, number | null> = {
      ArrowRight: Math.min(last, place + 1),
      ArrowLeft: place < 0 ? last : Math.max(0, place - 1),
      PageDown: Math.min(last, place + PAGE),
      PageUp: place < 0 ? last : Math.max(0, place - PAGE),
      Home: 0,
      End: last,
      Escape: null,
    };
    if (!(event.key in to)) return;
    event.preventDefault();
    const next = to[event.key];
    onMove(next === null || next === undefined ? null : (instants[next] ?? null));
  };
  const label = (tick: number): string =>
    marks.kind === "day"
      ? formatDay(tick, zone).replace(/ \d{4}$/, "")
      : formatClock(tick, zone, marks.kind === "second");
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Time read in the charts"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, instants.length - 1)}
      aria-valuenow={Math.max(0, place)}
      aria-valuetext={atMs === null ? "No time chosen; use the arrow keys" : spoken(atMs)}
      onKeyDown={move}
      className="relative h-5 overflow-hidden text-2xs text-ink-3"
    >
      {marks.atMs.map((tick) => (
        <span
          key={tick}
          className="absolute top-0 -translate-x-1/2 whitespace-nowrap"
          style={{ left: leftOf(across, tick) }}
        >
          {label(tick)}
        </span>
      ))}
    </div>
  );
}
