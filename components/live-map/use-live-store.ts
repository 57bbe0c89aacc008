"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { type LiveStatus, LiveStore, NOTHING_HEARD } from "./live-store";

/** A map's store, which listens while the page can be seen. */
export function useLiveStore(viewer: string): LiveStore {
  const [store] = useState(() => new LiveStore(viewer));
  useEffect(() => {
    const turn = () => (document.visibilityState === "visible" ? store.open() : store.close());
    const leave = () => store.close();
    turn();
    document.addEventListener("visibilitychange", turn);
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", turn);
    return () => {
      document.removeEventListener("visibilitychange", turn);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", turn);
      store.close();
    };
  }, [store]);
  return store;
}

/** Something of the store that is the same object for as long as it says the same. */
export function useLive<T>(store: LiveStore, select: (store: LiveStore) => T, onServer: T): T {
  return useSyncExternalStore(
    store.subscribe,
    () => select(store),
    () => onServer,
  );
}

export const useLiveStatus = (store: LiveStore): LiveStatus =>
  useLive(store, ({ status }) => status, NOTHING_HEARD);
