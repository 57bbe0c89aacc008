import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/lib/format/number";

/** Ways to the parts of a list. */
export function SectionLinks({
  label,
  sections,
}: {
  label: string;
  sections: readonly { readonly label: string; readonly href: string; readonly isHere: boolean }[];
}) {
  return (
    <nav aria-label={label} className="flex gap-1">
      {sections.map(({ label: name, href, isHere }) => (
        <Link
          key={href}
          href={href}
          aria-current={isHere ? "page" : undefined}
          className={cn(
            "rounded-md px-2.5 py-1 text-sm",
            isHere ? "bg-accent-soft font-semibold text-accent" : "text-ink-2 hover:bg-sunken hover:text-ink",
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

/** The way through a long list. @param to makes the address of a page. */
export function PageLinks({
  page,
  pages,
  to,
}: {
  page: number;
  pages: number;
  to: (page: number) => string;
}) {
  if (pages <= 1 && page === 1) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center gap-2">
      {page > 1 ? (
        <Link href={to(Math.max(1, Math.min(page - 1, pages)))} className={buttonLook()}>
          Back
        </Link>
      ) : null}
      {page < pages ? (
        <Link href={to(page + 1)} className={buttonLook()}>
          On
        </Link>
      ) : null}
      <span className="text-ink-3 text-xs">
        Page {formatNumber(page)} of {formatNumber(Math.max(1, pages))}
      </span>
    </nav>
  );
}
