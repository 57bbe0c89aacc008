import {
  CircleCheck,
  CirclePause,
  CircleQuestionMark,
  CircleX,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { IngestStatus } from "@/lib/domain/ingest-status";

const SHAPES: Readonly<Record<IngestStatus["kind"], { readonly icon: LucideIcon; readonly look: string }>> = {
  well: { icon: CircleCheck, look: "text-moving" },
  alarm: { icon: TriangleAlert, look: "text-low" },
  held: { icon: CirclePause, look: "text-low" },
  "no-worker": { icon: CircleX, look: "text-fault" },
  unknown: { icon: CircleQuestionMark, look: "text-ink-2" },
};

/** A shape of its own for each status, with its words below, of the size of the rail's entries. */
export function StatusSign({
  status: { kind, is_critical },
  words,
}: {
  status: IngestStatus;
  words: string;
}) {
  const { icon: Icon, look } = SHAPES[kind];
  return (
    <span
      className={cn(
        "flex h-12 w-14 flex-col items-center justify-center gap-0.5 whitespace-nowrap text-2xs",
        kind === "alarm" && is_critical ? "text-fault" : look,
        kind !== "well" && kind !== "unknown" && "font-semibold",
      )}
    >
      <Icon aria-hidden="true" className="size-[18px]" strokeWidth={1.8} />
      {words}
    </span>
  );
}
