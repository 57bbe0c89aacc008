import type { Metadata } from "next";
import { Suspense } from "react";
import { AddressNote } from "@/components/states/address-note";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import { boardScopeOf } from "@/lib/quality/board-scope-of";
import { answered } from "../answered";
import type { PageProps } from "../page-props";
import { Refused } from "../refused";
import { PlantChoice } from "./plant-choice";
import { RegisteredCards } from "./registered-cards";
import { ReportedCards } from "./reported-cards";
import { parseQualitySearch } from "./search-params";

export const metadata: Metadata = { title: "Quality" };

export default async function QualityPage({ searchParams }: PageProps) {
  const actor = await requireActor("/quality");
  const { address, faults } = parseQualitySearch(await searchParams);
  const { oem, plant } = address;
  const scope = await answered("quality", async () =>
    boardScopeOf(actor, {
      ...(oem === undefined ? {} : { oemId: oem }),
      ...(plant === undefined ? {} : { plantId: plant }),
    }),
  );
  return (
    <div className="flex flex-col gap-4">
      <header>
        <ArrivalHeading className="font-semibold text-xl tracking-tight">
          Quality of registration
        </ArrivalHeading>
        <p className="max-w-prose text-ink-2">
          What passes the first time, and what rides differently than it was registered.
        </p>
      </header>
      <AddressNote faults={faults} />
      {scope.kind === "failed" ? (
        <Refused what="The board" answer={scope} />
      ) : (
        <>
          <Suspense>
            <PlantChoice actor={actor} address={address} />
          </Suspense>
          <Suspense fallback={<Loading what="figures" />}>
            <RegisteredCards actor={actor} scope={scope.value} />
          </Suspense>
          <Suspense fallback={<Loading what="what bikes report" />}>
            <ReportedCards actor={actor} scope={scope.value} address={address} />
          </Suspense>
        </>
      )}
    </div>
  );
}
