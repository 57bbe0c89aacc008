import type { Metadata } from "next";
import { Suspense } from "react";
import { AddressNote } from "@/components/states/address-note";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import type { PageProps } from "../page-props";
import { Choices } from "./choices";
import { FileList } from "./file-list";
import { ReviewList } from "./review-list";
import { parseReviewSearch, REVIEW_TABS, type ReviewAddress, reviewAddress } from "./search-params";
import { UploadDesk } from "./upload-desk";

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
      <Suspense fallback={<Loading what="where old data are taken in" />}>
        <UploadDesk actor={actor} />
      </Suspense>
      <Choices label="Lists" choices={REVIEW_TABS.map((tab) => choiceOf(tab, address))} />
      {address.tab === "files" ? (
        <Suspense fallback={<Loading what="files" />}>
          <FileList actor={actor} address={address} />
        </Suspense>
      ) : (
        <Suspense fallback={<Loading what="contradictions" />}>
          <ReviewList actor={actor} address={address} />
        </Suspense>
      )}
    </div>
  );
}

const TAB_WORDS = { contradictions: "Contradictions", files: "Files taken in" };

/** The other list begins at its first page, of the same OEM. */
const choiceOf = (tab: ReviewAddress["tab"], { oem, tab: shown }: ReviewAddress) => ({
  href: reviewAddress({ tab, oem, state: "open", kind: undefined, after: undefined, before: undefined }),
  label: TAB_WORDS[tab],
  count: null,
  isChosen: tab === shown,
});
