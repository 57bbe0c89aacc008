import type { ReactNode } from "react";
import { AdminTabs } from "@/components/admin/admin-tabs";
import { Desk } from "@/components/admin/desk";

/** The frame of the administration; each page decides itself who may see it. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4">
      <AdminTabs />
      <Desk>{children}</Desk>
    </div>
  );
}
