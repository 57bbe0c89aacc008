"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ZONE_COOKIE } from "./zone-cookie";

const YEAR_SECONDS = 31_536_000;

/**
 * Tells the server the viewer's zone once it differs from what the page was made for, and asks for the page again when all of it is
 * there: what is still on its way would be made anew in the browser by another zone.
 */
export function ZoneReporter({ zone }: { zone: string }) {
  const router = useRouter();
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!own || own === zone) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store interface is not in every browser that counts.
    document.cookie = `${ZONE_COOKIE}=${own}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    if (!document.cookie.includes(`${ZONE_COOKIE}=${own}`)) return;
    const refresh = () => router.refresh();
    if (document.readyState === "complete") refresh();
    else window.addEventListener("load", refresh, { once: true });
    return () => window.removeEventListener("load", refresh);
  }, [zone, router]);
  return null;
}
