"use client";

import { Check, Plus } from "lucide-react";
import Link from "next/link";
import { type BikeAddress, bikeAddress } from "@/components/range/address";
import { cn } from "@/components/ui/cn";
import { labelOf } from "@/lib/format/value";

/** Which fields are drawn: each is a link to the same page with or without it. */
export function FieldPicker({
  offered,
  chosen,
  address,
}: {
  offered: readonly string[];
  chosen: readonly string[];
  address: BikeAddress;
}) {
  if (offered.length < 2) return null;
  return (
    <ul aria-label="Fields drawn" className="flex flex-wrap gap-1.5">
      {offered.map((field) => {
        const on = chosen.includes(field);
        const fields = on ? chosen.filter((name) => name !== field) : [...chosen, field];
        const Icon = on ? Check : Plus;
        return (
          <li key={field}>
            <Link
              href={bikeAddress({ ...address, fields })}
              scroll={false}
              replace
              aria-current={on ? "true" : undefined}
              className={cn(
                "inline-flex h-6 items-center gap-1 rounded-md border px-2 text-xs",
                on ? "border-line-strong bg-sunken text-ink" : "border-line text-ink-2 hover:text-ink",
              )}
            >
              <Icon aria-hidden="true" className="size-3" />
              {labelOf(field)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
