"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";

/** What the address has opened; closing it leads to `closed`. */
export function AdminPanel({
  title,
  closed,
  children,
}: {
  title: string;
  closed: string;
  children: ReactNode;
}) {
  const router = useRouter();
  return (
    <Panel title={title} onClose={() => router.push(closed, { scroll: false })}>
      {children}
    </Panel>
  );
}
