import Link from "next/link";
import type { ReactNode } from "react";
import { Th } from "@/components/ui/table";
import { type AdminAddress, type AdminPath, adminAddress } from "./admin-address";

/** A row of a list of the administration, whose name opens it. @param children its other cells. */
export function AdminRow({
  path,
  address,
  id,
  name,
  children,
}: {
  path: AdminPath;
  address: AdminAddress;
  id: string;
  name: string;
  children: ReactNode;
}) {
  return (
    <tr className={address.open === id ? "bg-accent-soft" : "hover:bg-canvas"}>
      <Th scope="row">
        <Link
          href={adminAddress(path, { ...address, open: id })}
          scroll={false}
          className="text-accent hover:underline"
        >
          {name}
        </Link>
      </Th>
      {children}
    </tr>
  );
}
