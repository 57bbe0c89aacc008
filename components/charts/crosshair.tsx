"use client";

import type { PointerEvent, ReactNode } from "react";
import { PLOT_HEIGHT, PLOT_LEFT, PLOT_RIGHT } from "./plot";
import { nearest } from "./prepare";

export interface Across {
  /** Where the crosshair can stand, ms since epoch, ascending. */
  readonly instants: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly atMs: number | null;
  readonly onMove: (atMs: number | null) => void;
}

/** `left` of an instant inside a box as wide as a chart. */
export function leftOf({ fromMs, toMs }: Pick<Across, "fromMs" | "toMs">, atMs: number): string {
  const share = (atMs - fromMs) / (toMs - fromMs);
  return `calc(${PLOT_LEFT}px + (100% - ${PLOT_LEFT + PLOT_RIGHT}px) * ${share.toFixed(6)})`;
}

/** Follows the pointer over a chart and shows where all of them are read. */
export function Crosshair({ children, ...across }: Across & { children: ReactNode }) {
  const { instants, fromMs, toMs, atMs, onMove } = across;
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - PLOT_LEFT) / (box.width - PLOT_LEFT - PLOT_RIGHT);
    onMove(instants[nearest(instants, fromMs + share * (toMs - fromMs))] ?? null);
  };
  return (
    <div
      aria-hidden="true"
      className="relative touch-pan-y"
      style={{ height: PLOT_HEIGHT }}
      onPointerMove={follow}
      onPointerDown={follow}
      onPointerLeave={() => onMove(null)}
    >
      {children}
      {atMs === null ? null : (
        <span
          className="pointer-events-none absolute top-2 bottom-1 border-ink-3 border-l border-dashed"
          style={{ left: leftOf(across, atMs) }}
        />
      )}
    </div>
  );
}
