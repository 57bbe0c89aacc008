import type { Metadata } from "next";
import { Suspense } from "react";
import { AddressNote } from "@/components/states/address-note";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import type { PageProps } from "../../page-props";
import { parseTenantsSearch } from "../search-params";
import { TenantList } from "./tenants-list";

export const metadata: Metadata = { title: "Tenants" };

export default async function TenantsPage({ searchParams }: PageProps) {
  const actor = await requireActor("/admin/tenants");
  const { address, faults } = parseTenantsSearch(await searchParams);
  return (
    <div className="flex flex-col gap-4">
      <AddressNote faults={faults} />
      <Suspense fallback={<Loading what="tenants" />}>
        <TenantList actor={actor} address={address} />
      </Suspense>
    </div>
  );
}
