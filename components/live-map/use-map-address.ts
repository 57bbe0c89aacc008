"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useTransition } from "react";
import { type LiveAddress, liveAddress } from "./live-address";

const MAP = "/map";
/** A way to another page that is not gone by then was lost. */
const LEAVING_MS = 10_000;

/**
 * The address of the map. Where it looks is written beside the router, and never while that is on its way: it would be
 * called back.
 */
export function useMapAddress() {
  const router = useRouter();
  const [isGoing, startGoing] = useTransition();
  const wanted = useRef<LiveAddress | null>(null);
  const going = useRef(false);
  const leavingUntilMs = useRef(Number.NEGATIVE_INFINITY);
  going.current = isGoing;

  const flush = useCallback(() => {
    const isLeaving = performance.now() < leavingUntilMs.current;
    if (!wanted.current || going.current || isLeaving || window.location.pathname !== MAP) return;
    window.history.replaceState(null, "", liveAddress(wanted.current));
    wanted.current = null;
  }, []);
  useEffect(() => {
    if (!isGoing) flush();
  }, [isGoing, flush]);
  useEffect(() => {
    const leave = () => {
      leavingUntilMs.current = performance.now() + LEAVING_MS;
    };
    const onClick = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest("a[href]") : null;
      if (link instanceof HTMLAnchorElement && link.pathname !== MAP) leave();
    };
    const onBack = () => {
      if (window.location.pathname !== MAP) leave();
    };
    document.addEventListener("click", onClick, true);
    window.addEventListener("popstate", onBack);
    return () => {
      document.removeEventListener("click", onClick, true);
      window.removeEventListener("popstate", onBack);
    };
  }, []);

  /** Says where the map looks now. */
  const write = useCallback(
    (address: LiveAddress) => {
      wanted.current = address;
      flush();
    },
    [flush],
  );
  /** Asks the server for what the address holds. */
  const go = useCallback(
    (address: LiveAddress, how: "push" | "replace", path: "/map" | "/map/list" = MAP) => {
      wanted.current = null;
      going.current = true;
      startGoing(() => router[how](liveAddress(address, path), { scroll: false }));
    },
    [router],
  );
  return { write, go };
}
