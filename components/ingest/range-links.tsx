import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { INGEST_RANGES, type IngestRange } from "./ranges";

/** Chooses how much of the past is shown; the address holds it. */
export function RangeLinks({ range }: { range: IngestRange }) {
  return (
    <nav aria-label="Range" className="flex gap-1 rounded-md border border-line bg-surface p-0.5">
      {INGEST_RANGES.map(({ key, label }) => (
        <Link
          key={key}
          href={`/ingest?range=${key}`}
          aria-current={key === range ? "true" : undefined}
          className={cn(
            "rounded px-2 py-1 text-xs",
            key === range ? "bg-accent-soft font-semibold text-accent" : "text-ink-2 hover:text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
