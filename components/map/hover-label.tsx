"use client";

import type { Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef } from "react";
import { placeAt } from "@/components/live-map/glide";
import type { LiveStore } from "@/components/live-map/live-store";
import { STATUS_WORDS } from "@/components/tables/status-words";
import { Glyph } from "@/components/ui/glyph";
import type { Status } from "@/lib/domain/bike-status";

export interface HoveredBike {
  readonly id: string;
  readonly status: Status;
}

const ABOVE_PX = 16;

/** Which bike the pointer is on; goes with the bike. */
export function HoverLabel({ map, store, bike }: { map: MapLibre; store: LiveStore; bike: HoveredBike }) {
  const box = useRef<HTMLDivElement>(null);
  const { id } = bike;
  useEffect(() => {
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    let frame = 0;
    const follow = () => {
      frame = requestAnimationFrame(follow);
      const shown = store.model.bikeNamed(id);
      if (!box.current) return;
      box.current.style.visibility = shown ? "visible" : "hidden";
      if (!shown) return;
      const { x, y } = map.project(placeAt(shown, still ? Number.POSITIVE_INFINITY : performance.now()));
      box.current.style.left = `${Math.round(x)}px`;
      box.current.style.top = `${Math.round(y) - ABOVE_PX}px`;
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [map, store, id]);
  return (
    <div
      ref={box}
      aria-hidden="true"
      className="pointer-events-none absolute z-10 flex -translate-x-1/2 -translate-y-full items-center gap-1.5 whitespace-nowrap rounded-md border border-line bg-raised px-2 py-1 text-xs shadow-raised"
    >
      <Glyph status={bike.status} size={12} />
      <span className="font-mono">{id}</span>
      <span className="text-ink-2">{STATUS_WORDS[bike.status]}</span>
    </div>
  );
}
