"use client";

import { createContext, type ReactNode, useContext, useState } from "react";

type CrosshairTime = readonly [atMs: number | null, move: (atMs: number | null) => void];

const CrosshairContext = createContext<CrosshairTime>([null, () => {}]);

/** One chosen time for everything inside: charts read their values there, the map shows the place. */
export function CrosshairTimeProvider({ children }: { children: ReactNode }) {
  const [atMs, setAtMs] = useState<number | null>(null);
  return <CrosshairContext value={[atMs, setAtMs]}>{children}</CrosshairContext>;
}

export const useCrosshairTime = (): CrosshairTime => useContext(CrosshairContext);
