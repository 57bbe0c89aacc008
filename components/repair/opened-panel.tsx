"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { type RepairAddress, type RepairPath, repairAddress } from "./repair-address";

/** What the address of a list has opened; the list stays as it was when it is closed. */
export function OpenedPanel({
  title,
  path,
  address,
  children,
}: {
  title: string;
  path: RepairPath;
  address: RepairAddress;
  children: ReactNode;
}) {
  const router = useRouter();
  const close = () => router.push(repairAddress(path, { ...address, open: undefined }), { scroll: false });
  return (
    <Panel title={title} onClose={close}>
      {children}
    </Panel>
  );
}
