import type { Metadata } from "next";
import { Suspense } from "react";
import { repair } from "@/app/repair-stores";
import { AddressNote } from "@/components/states/address-note";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import { QUARANTINE_DECISIONS, QUARANTINE_REASONS } from "@/lib/domain/outcome";
import type { PageProps } from "../../page-props";
import { NotSetUp } from "../not-set-up";
import { RepairHeading } from "../repair-heading";
import { parseRepairSearch } from "../repair-search";
import { EntryList } from "./entry-list";
import { OpenEntry } from "./open-entry";

export const metadata: Metadata = { title: "Quarantined" };

export default async function QuarantinePage({ searchParams }: PageProps) {
  const actor = await requireActor("/ingest/quarantine");
  const { address, faults } = parseRepairSearch(await searchParams, {
    reasons: QUARANTINE_REASONS,
    decisions: QUARANTINE_DECISIONS,
  });
  const opened = repair();
  return (
    <div className="flex flex-col gap-4">
      <RepairHeading
        title="Quarantined"
        about="Readings without a usable time or ahead of the clock, which can be released at their right time, values that lost to greater ones, and what would change a sealed week."
      />
      <AddressNote faults={faults} />
      {opened ? (
        <>
          {address.open === undefined ? null : (
            <Suspense key={address.open} fallback={<Loading what="the reading" />}>
              <OpenEntry actor={actor} stores={opened.stores} address={address} id={address.open} />
            </Suspense>
          )}
          <Suspense fallback={<Loading what="quarantined readings" />}>
            <EntryList actor={actor} stores={opened.stores} address={address} />
          </Suspense>
        </>
      ) : (
        <NotSetUp what="Quarantined readings" />
      )}
    </div>
  );
}
