import { PART_WORDS } from "@/lib/domain/bike-words";
import type { ComponentSlot } from "@/lib/domain/master-data";
import { formatDay } from "@/lib/format/time";

/** "Motor M-100" */
export const componentName = (kind: ComponentSlot, serial: string): string => `${PART_WORDS[kind]} ${serial}`;

/** "since 3 Mar 2025" (UTC), or "since it was built". */
export const sinceWhen = (fromMs: number): string =>
  Number.isFinite(fromMs) ? `since ${formatDay(fromMs, "UTC")}` : "since it was built";
