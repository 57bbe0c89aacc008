import type { Metadata } from "next";
import { ErasureCard } from "@/components/erasure/erasure-card";
import { RiderFilter } from "@/components/erasure/rider-filter";
import { AddressNote } from "@/components/states/address-note";
import { Empty } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import { requireActor } from "@/lib/auth/require-actor";
import { listErasures } from "@/lib/erasure/list-erasures";
import type { PageProps } from "../../page-props";
import { RiderSection, ridersCalled } from "./rider-section";
import { erasureAddress, parseErasureSearch } from "./search-params";

export const metadata: Metadata = { title: "Erasure" };

/** What riders had erased, how far that is, and what may be asked for. */
export default async function ErasurePage({ searchParams }: PageProps) {
  const actor = await requireActor("/privacy/erasure");
  const { address, faults } = parseErasureSearch(await searchParams);
  const riders = address.rider === undefined ? null : await ridersCalled(actor, address.rider);
  const only = riders?.length === 1 ? riders[0]?.id : undefined;
  const erasures = await listErasures(actor, { riderId: only });
  return (
    <div className="flex flex-col gap-4">
      <h1 className="font-semibold text-xl tracking-tight">Erasure</h1>
      <AddressNote faults={faults} />
      <RiderFilter rider={address.rider} />
      {riders === null ? null : <RiderSection actor={actor} riders={riders} />}
      {erasures.length === 0 ? (
        <Card className="p-0">
          <Empty title="No erasures">Find a rider to have erased what is held of their rides.</Empty>
        </Card>
      ) : (
        <ul aria-label="Erasures" className="flex flex-col gap-4">
          {erasures.map((erasure) => (
            <li key={erasure.id}>
              <ErasureCard erasure={erasure} to={erasureAddress({ rider: erasure.riderId })} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
