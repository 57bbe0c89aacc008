import type { Metadata } from "next";
import { Suspense } from "react";
import { AddressNote } from "@/components/states/address-note";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import type { PageProps } from "../../page-props";
import { parseAuditSearch } from "../search-params";
import { AuditList } from "./audit-list";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: PageProps) {
  const actor = await requireActor("/admin/audit");
  const { address, faults } = parseAuditSearch(await searchParams);
  return (
    <div className="flex flex-col gap-4">
      <AddressNote faults={faults} />
      <Suspense fallback={<Loading what="audit" />}>
        <AuditList actor={actor} address={address} />
      </Suspense>
    </div>
  );
}
