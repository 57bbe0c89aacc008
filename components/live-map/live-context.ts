"use client";

import { createContext, useContext } from "react";
import type { ChosenBike } from "@/components/map/live-canvas";
import type { LiveStore } from "./live-store";

interface LiveMapContext {
  readonly store: LiveStore;
  /** Draws a bike's way on the map; null takes it away. */
  readonly draw: (bike: ChosenBike | null) => void;
  /** Leaves the chosen bike. */
  readonly close: () => void;
  /** Brings the chosen bike to the middle of the map. */
  readonly centre: () => void;
}

const Context = createContext<LiveMapContext | null>(null);
export const LiveMapProvider = Context.Provider;

/** The map around a drawer. @throws Error outside of one. */
export function useLiveMap(): LiveMapContext {
  const map = useContext(Context);
  if (!map) throw new Error("expected a live map around this");
  return map;
}
