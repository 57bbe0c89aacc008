import type { ReactNode } from "react";
import { LookupPalette } from "@/components/lookup/lookup-palette";
import { Account, type AccountInfo } from "./account";
import { type RailItem, RailItems } from "./rail";

/** The frame of every page: where to go, who one is, and the page itself. */
export function Shell({
  items,
  hasLookup,
  status,
  account,
  signOut,
  children,
}: {
  items: readonly RailItem[];
  /** Whether who is here looks up bikes. */
  hasLookup: boolean;
  /** A sign that stands above the account. */
  status: ReactNode;
  account: AccountInfo;
  signOut: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[64px_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:translate-y-0"
      >
        Skip to the content
      </a>
      <nav
        aria-label="Main"
        className="fixed inset-x-0 bottom-0 z-20 flex h-14 items-center gap-1 border-line border-t bg-surface px-1.5 md:gap-2 md:sticky md:top-0 md:h-dvh md:flex-col md:border-t-0 md:border-r md:px-0 md:py-2.5"
      >
        <span
          aria-hidden="true"
          className="hidden size-8 shrink-0 place-items-center rounded-lg bg-accent font-bold text-accent-ink md:mb-2.5 md:grid"
        >
          S
        </span>
        <RailItems items={items} />
        <div className="ml-auto flex items-center gap-1 md:mt-auto md:ml-0 md:flex-col md:gap-2">
          {hasLookup ? <LookupPalette /> : null}
          {status}
          <Account account={account} signOut={signOut} />
        </div>
      </nav>
      <main id="content" tabIndex={-1} className="min-w-0 p-3 pb-20 outline-none md:px-7 md:py-5">
        {children}
      </main>
    </div>
  );
}
