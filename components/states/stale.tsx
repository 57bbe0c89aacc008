import { WifiOff } from "lucide-react";
import type { ReactNode } from "react";

/** Shown above content that is no longer refreshed: what is seen may be out of date. */
export function Stale({ children }: { children: ReactNode }) {
  return (
    <p
      role="status"
      className="flex items-center gap-2 rounded-r-md border-low border-l-[3px] bg-surface px-3 py-2 text-ink-2 text-xs"
    >
      <WifiOff aria-hidden="true" className="size-4 shrink-0 text-low" />
      <span>{children}</span>
    </p>
  );
}
