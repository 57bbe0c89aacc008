import type { Metadata } from "next";
import { Suspense } from "react";
import { LookupField } from "@/components/lookup/lookup-field";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import { hasLookup } from "../navigation";
import type { PageProps } from "../page-props";
import { BikeList } from "./bike-list";
import { parseBikeListSearch } from "./search-params";

export const metadata: Metadata = { title: "Bikes" };

/** Waits inside the page: a loading file here would lie around each bike's page too, and send its status too early. */
export default async function BikesPage({ searchParams }: PageProps) {
  const actor = await requireActor("/bikes");
  const { address, faults } = parseBikeListSearch(await searchParams);
  return (
    <div className="flex flex-col gap-5">
      {hasLookup(actor) ? <LookupField /> : null}
      <Suspense fallback={<Loading what="bikes" />}>
        <BikeList actor={actor} address={address} faults={faults} />
      </Suspense>
    </div>
  );
}
