"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Moment } from "@/components/ui/clock";
import { Td } from "@/components/ui/table";
import { type RepairAddress, type RepairPath, repairAddress } from "./repair-address";

/** A row of a list, marked while it is the one that the address has opened. */
export function OpenableRow({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  return <tr className={isOpen ? "bg-accent-soft" : "hover:bg-canvas"}>{children}</tr>;
}

/** Opens one of a list beside it. */
export function OpenLink({
  path,
  address,
  id,
  children,
}: {
  path: RepairPath;
  address: RepairAddress;
  id: string;
  children: ReactNode;
}) {
  return (
    <Link
      href={repairAddress(path, { ...address, open: id })}
      scroll={false}
      aria-current={address.open === id ? "true" : undefined}
      className="font-mono text-accent hover:underline"
    >
      {children}
    </Link>
  );
}

export function WordCell({ children }: { children: ReactNode }) {
  return <Td className="whitespace-nowrap">{children}</Td>;
}

export function MomentCell({ atMs }: { atMs: number }) {
  return (
    <WordCell>
      <Moment atMs={atMs} />
    </WordCell>
  );
}

export function ClientCell({ client }: { client: string }) {
  return (
    <Td className="max-w-32 truncate font-mono text-ink-2 text-xs" title={client}>
      {client || "–"}
    </Td>
  );
}
