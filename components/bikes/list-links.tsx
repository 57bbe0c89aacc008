import Link from "next/link";
import { cn } from "@/components/ui/cn";

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
