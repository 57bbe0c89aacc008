"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Stale } from "@/components/states/stale";
import { usePolling } from "./use-polling";

const EVERY_MS = 10_000;
const TIMEOUT_MS = 5_000;

/**
 * Asks for the page again while it is visible. A question of the API goes first, so that a server that is away leaves
 * the page as it is, marked as stale, instead of replacing it by the browser's error.
 */
export function AutoRefresh({ probe, everyMs = EVERY_MS }: { probe: string; everyMs?: number }) {
  const router = useRouter();
  const [stale, setStale] = useState(false);
  usePolling(async (signal) => {
    const ok = await fetch(probe, {
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (signal.aborted) return;
    setStale(!ok);
    if (ok) router.refresh();
  }, everyMs);
  return stale ? <Stale>Not refreshed at present; the values may be out of date.</Stale> : null;
}
