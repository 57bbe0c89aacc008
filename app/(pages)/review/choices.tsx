import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";

/** Links of which one is where the reader is. */
export function Choices({
  label,
  choices,
}: {
  label: string;
  choices: readonly { href: string; label: string; count: number | null; isChosen: boolean }[];
}) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1">
      {choices.map((choice) => (
        <Link
          key={choice.href}
          href={choice.href}
          aria-current={choice.isChosen ? "true" : undefined}
          className={buttonLook({ kind: choice.isChosen ? "plain" : "quiet", size: "small" })}
        >
          {choice.label}
          {choice.count === null ? null : <span className="tabular-nums">{formatNumber(choice.count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
