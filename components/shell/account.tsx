"use client";

import Link from "next/link";
import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { CornerPopover } from "./corner-popover";
import { ThemeSwitch } from "./theme-switch";

export interface AccountInfo {
  readonly name: string;
  readonly email: string;
  readonly organisation: string;
  readonly roles: readonly string[];
}

/** Who is signed in, how the screens look, and the way out. `signOut` is the route's own form or link. */
export function Account({ account, signOut }: { account: AccountInfo; signOut: ReactNode }) {
  return (
    <CornerPopover
      label="Account"
      className="gap-3"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${account.name}`}
          className="grid size-8 place-items-center rounded-full bg-sunken font-semibold text-2xs text-ink-2 hover:text-ink"
        >
          {initialsOf(account.name)}
        </button>
      }
    >
      <div className="min-w-0">
        <p className="truncate font-semibold">{account.name}</p>
        <p className="truncate text-ink-2 text-xs">{account.email}</p>
        <p className="mt-1 text-ink-2 text-xs">
          {account.organisation} · {account.roles.join(", ")}
        </p>
      </div>
      <Popover.Close asChild>
        <Link href="/account" className="w-fit text-accent underline underline-offset-2">
          Account and password
        </Link>
      </Popover.Close>
      <ThemeSwitch />
      {signOut}
    </CornerPopover>
  );
}

/** Two letters at most: of the first and the last name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? words[words.length - 1] : "";
  return `${words[0]?.[0] ?? "?"}${last?.[0] ?? ""}`.toUpperCase();
}
