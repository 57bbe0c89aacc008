"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { ICONS, type IconName } from "./icons";

export interface RailItem {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
}

/** Where a viewer can go: a column at the left; at the bottom of narrow screens a bar, which scrolls where not all fits. */
export function RailItems({ items }: { items: readonly RailItem[] }) {
  const path = usePathname();
  return (
    <ul className="flex min-w-0 gap-0.5 max-md:overflow-x-auto md:flex-col">
      {items.map(({ href, label, icon }) => {
        const Icon = ICONS[icon];
        const here = path === href || path.startsWith(`${href}/`);
        return (
          <li key={href} className="shrink-0">
            <Link
              href={href}
              ref={here ? show : undefined}
              aria-current={here ? "page" : undefined}
              className={cn(
                "flex h-12 w-14 max-w-full flex-col items-center justify-center gap-0.5 rounded-md text-2xs transition-colors duration-100",
                here
                  ? "bg-accent-soft font-semibold text-accent"
                  : "text-ink-2 hover:bg-sunken hover:text-ink",
              )}
            >
              <Icon aria-hidden="true" className="size-[18px]" strokeWidth={1.8} />
              {label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** Brings the item of this page into the part of the bar that is seen. */
const show = (item: HTMLElement | null): void =>
  item?.scrollIntoView({ block: "nearest", inline: "nearest" });
