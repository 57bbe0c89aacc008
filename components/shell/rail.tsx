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

/** Where a viewer can go: a column at the left, a bar at the bottom of narrow screens. */
export function RailItems({ items }: { items: readonly RailItem[] }) {
  const path = usePathname();
  return (
    <ul className="flex min-w-0 gap-0.5 md:flex-col">
      {items.map(({ href, label, icon }) => {
        const Icon = ICONS[icon];
        const here = path === href || path.startsWith(`${href}/`);
        return (
          <li key={href} className="min-w-0">
            <Link
              href={href}
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
