import type { Metadata } from "next";
import { Suspense } from "react";
import { AddressNote } from "@/components/states/address-note";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import type { PageProps } from "../../page-props";
import { parseClientsSearch } from "../search-params";
import { ClientList } from "./clients-list";

export const metadata: Metadata = { title: "Clients" };

export default async function ClientsPage({ searchParams }: PageProps) {
  const actor = await requireActor("/admin/clients");
  const { address, faults } = parseClientsSearch(await searchParams);
  return (
    <div className="flex flex-col gap-4">
      <AddressNote faults={faults} />
      <Suspense fallback={<Loading what="clients" />}>
        <ClientList actor={actor} address={address} />
      </Suspense>
    </div>
  );
}
