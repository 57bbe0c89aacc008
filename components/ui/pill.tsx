import type { ReactNode } from "react";
import type { Status } from "@/lib/domain/bike-status";
import { cn } from "./cn";
import { Glyph } from "./glyph";

const TEXT: Record<Status, string> = {
  moving: "text-moving",
  parked: "text-parked",
  charging: "text-charging",
  low: "text-low",
  fault: "text-fault",
  silent: "text-silent",
  missing: "text-silent",
};

/** A status in words, with its shape. */
export function Pill({ status, children }: { status: Status; children: ReactNode }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1 whitespace-nowrap align-middle font-medium text-xs",
        TEXT[status],
      )}
    >
      <Glyph status={status} size={12} />
      {children}
    </span>
  );
}

/** A short mark beside a figure. */
export function Tag({ children, tone = "late" }: { children: ReactNode; tone?: "late" | "quiet" }) {
  return (
    <span
      className={cn(
        "whitespace-nowrap rounded-sm border border-current px-1 font-medium text-2xs",
        tone === "late" ? "text-late" : "text-ink-3",
      )}
    >
      {children}
    </span>
  );
}
