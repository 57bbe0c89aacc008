import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { LedgerFilter } from "@/components/consent/ledger-filter";
import { LedgerTable } from "@/components/consent/ledger-table";
import { AddressNote } from "@/components/states/address-note";
import { Empty } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import { NewestOlder } from "@/components/ui/newest-older";
import { requireActor } from "@/lib/auth/require-actor";
import { listLedger } from "@/lib/consent/list-ledger";
import type { PageProps } from "../../page-props";
import { ChainLine } from "./chain-line";
import { receiptsAddress } from "./receipts/search-params";
import { RiderSection } from "./rider-section";
import { consentAddress, parseConsentSearch } from "./search-params";

export const metadata: Metadata = { title: "Consent" };

/** What riders agreed to and took back, as the ledger has it. */
export default async function ConsentPage({ searchParams }: PageProps) {
  const actor = await requireActor("/privacy/consent");
  const { address, faults } = parseConsentSearch(await searchParams);
  const { rider, purpose, before } = address;
  const { entries, olderThan } = await listLedger(actor, address);
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="font-semibold text-xl tracking-tight">Consent</h1>
        <Suspense fallback={<p className="text-ink-2">Checking the chain…</p>}>
          <ChainLine actor={actor} />
        </Suspense>
        <Link href={receiptsAddress(undefined)} className="text-accent underline-offset-2 hover:underline">
          Purge receipts
        </Link>
      </header>
      <AddressNote faults={faults} />
      <LedgerFilter rider={rider} purpose={purpose} />
      {rider === undefined ? null : <RiderSection actor={actor} named={rider} />}
      <Card className="p-0">
        {entries.length > 0 ? (
          <LedgerTable entries={entries} toRider={(riderId) => consentAddress({ rider: riderId })} />
        ) : (
          <Empty title="No entries">Riders' apps append here what their riders agree to and take back.</Empty>
        )}
      </Card>
      <NewestOlder
        newest={before === undefined ? null : consentAddress({ ...address, before: undefined })}
        older={olderThan === null ? null : consentAddress({ ...address, before: olderThan })}
      />
    </div>
  );
}
