import type { Metadata } from "next";
import { Suspense } from "react";
import { repair } from "@/app/repair-stores";
import { AddressNote } from "@/components/states/address-note";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import { DEAD_LETTER_REASONS } from "@/lib/domain/outcome";
import type { PageProps } from "../../page-props";
import { NotSetUp } from "../not-set-up";
import { RepairHeading } from "../repair-heading";
import { parseRepairSearch } from "../repair-search";
import { LetterList } from "./letter-list";
import { OpenLetter } from "./open-letter";

export const metadata: Metadata = { title: "Dead letters" };

export default async function DeadLettersPage({ searchParams }: PageProps) {
  const actor = await requireActor("/ingest/dead-letters");
  const { address, faults } = parseRepairSearch(await searchParams, { reasons: DEAD_LETTER_REASONS });
  const opened = repair();
  return (
    <div className="flex flex-col gap-4">
      <RepairHeading
        title="Dead letters"
        about="Records that could not be understood or stored. Their bytes are kept, and can be sent again when what was wrong is mended."
      />
      <AddressNote faults={faults} />
      {opened ? (
        <>
          {address.open === undefined ? null : (
            <Suspense key={address.open} fallback={<Loading what="the letter" />}>
              <OpenLetter actor={actor} stores={opened.stores} address={address} letterKey={address.open} />
            </Suspense>
          )}
          <Suspense fallback={<Loading what="dead letters" />}>
            <LetterList actor={actor} letters={opened.letters} address={address} />
          </Suspense>
        </>
      ) : (
        <NotSetUp what="Dead letters" />
      )}
    </div>
  );
}
