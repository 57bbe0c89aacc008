import type { Metadata } from "next";
import Link from "next/link";
import { ReceiptTable } from "@/components/consent/receipt-table";
import { AddressNote } from "@/components/states/address-note";
import { Empty } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import { NewestOlder } from "@/components/ui/newest-older";
import { requireActor } from "@/lib/auth/require-actor";
import { listReceipts } from "@/lib/consent/purge/list-receipts";
import { mayAskForChecks } from "@/lib/consent/who";
import type { PageProps } from "../../../page-props";
import { consentAddress } from "../search-params";
import { checkAgain } from "./actions";
import { parseReceiptsSearch, receiptsAddress } from "./search-params";

export const metadata: Metadata = { title: "Purge receipts" };

/** What was removed when riders withdrew, and what was found when it was looked for again. */
export default async function ReceiptsPage({ searchParams }: PageProps) {
  const actor = await requireActor("/privacy/consent/receipts");
  const { before, faults } = parseReceiptsSearch(await searchParams);
  const { receipts, olderThan } = await listReceipts(actor, { before });
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="font-semibold text-xl tracking-tight">Purge receipts</h1>
        <Link href={consentAddress({})} className="text-accent underline-offset-2 hover:underline">
          Consent ledger
        </Link>
      </header>
      <AddressNote faults={faults} />
      <Card className="p-0">
        {receipts.length > 0 ? (
          <ReceiptTable
            receipts={receipts}
            toRider={(rider) => consentAddress({ rider })}
            checkAgain={mayAskForChecks(actor) ? checkAgain : null}
          />
        ) : (
          <Empty title="No receipts">
            When a rider takes a consent back, what was kept for it is removed, and the receipt stands here.
          </Empty>
        )}
      </Card>
      <NewestOlder
        newest={before === undefined ? null : receiptsAddress(undefined)}
        older={olderThan === null ? null : receiptsAddress(olderThan)}
      />
    </div>
  );
}
