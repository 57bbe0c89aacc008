"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";

const TABS = [
  ["/admin", "Overview"],
  ["/admin/users", "Users"],
  ["/admin/tenants", "Tenants"],
  ["/admin/clients", "Clients"],
  ["/admin/audit", "Audit"],
] as const;

/** The rooms of the administration. */
export function AdminTabs() {
  const path = usePathname();
  return (
    <nav aria-label="Administration" className="overflow-x-auto border-line border-b">
      <ul className="flex">
        {TABS.map(([href, label]) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className={cn(
                "block border-b-2 px-3 py-1.5 text-sm",
                path === href
                  ? "border-accent font-semibold text-accent"
                  : "border-transparent text-ink-2 hover:text-ink",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
