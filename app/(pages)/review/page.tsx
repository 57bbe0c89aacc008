import type { Metadata } from "next";
import { Suspense } from "react";
import { AddressNote } from "@/components/states/address-note";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import type { PageProps } from "../page-props";
import { ReviewList } from "./review-list";
import { parseReviewSearch } from "./search-params";

export const metadata: Metadata = { title: "Review" };

export default async function ReviewPage({ searchParams }: PageProps) {
  const actor = await requireActor("/review");
  const { address, faults } = parseReviewSearch(await searchParams);
  return (
    <div className="flex flex-col gap-4">
      <header>
        <ArrivalHeading className="font-semibold text-xl tracking-tight">Review of old data</ArrivalHeading>
        <p className="max-w-prose text-ink-2">
          What old lists, systems and people say of bikes, and where they contradict each other. The order in
          which files come does not matter.
        </p>
      </header>
      <AddressNote faults={faults} />
      <Suspense fallback={<Loading what="contradictions" />}>
        <ReviewList actor={actor} address={address} />
      </Suspense>
    </div>
  );
}
