import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { AddressNote } from "@/components/states/address-note";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { Loading } from "@/components/states/loading";
import { buttonLook } from "@/components/ui/button";
import { requireActor } from "@/lib/auth/require-actor";
import type { PageProps } from "../page-props";
import { RegistrationDesk } from "./registration-desk";
import { parseRegistrationSearch } from "./search-params";

export const metadata: Metadata = { title: "Registration" };

export default async function RegistrationPage({ searchParams }: PageProps) {
  const actor = await requireActor("/registration");
  const { address, faults } = parseRegistrationSearch(await searchParams);
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-start justify-between gap-2">
        <div>
          <ArrivalHeading className="font-semibold text-xl tracking-tight">Registration</ArrivalHeading>
          <p className="max-w-prose text-ink-2">
            Upload what a plant produced, see what is wrong with which row, mend it, and send it again.
          </p>
        </div>
        <Link href="/registration/plants" className={buttonLook()}>
          Plants and models
        </Link>
      </header>
      <AddressNote faults={faults} />
      <Suspense fallback={<Loading what="files" />}>
        <RegistrationDesk actor={actor} address={address} />
      </Suspense>
    </div>
  );
}
