import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/lib/format/number";

export interface ReasonCount {
  readonly key: string;
  readonly name: string;
  readonly meaning: string;
  readonly count: number;
  /** Where it alone is listed, or, where it is, all are. */
  readonly href: string;
  readonly isChosen: boolean;
}

/** How many there are of each; a choice lists one of them alone, and again all. */
export function ReasonCounts({ label, counts }: { label: string; counts: readonly ReasonCount[] }) {
  if (counts.length === 0) return null;
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-2">
        {counts.map(({ key, name, meaning, count, href, isChosen }) => (
          <li key={key}>
            <Link
              href={href}
              scroll={false}
              title={meaning}
              aria-current={isChosen ? "true" : undefined}
              className={cn(
                "flex items-baseline gap-2 rounded-md border px-2.5 py-1 text-xs",
                isChosen
                  ? "border-accent bg-accent-soft font-semibold text-accent"
                  : "border-line bg-surface text-ink-2 hover:border-line-strong hover:text-ink",
              )}
            >
              {name}
              <span className={isChosen ? "" : "font-semibold text-ink"}>{formatNumber(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
