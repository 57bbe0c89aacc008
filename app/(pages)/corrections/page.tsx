import type { Metadata } from "next";
import { CorrectionsTable } from "@/components/bikes/corrections-table";
import { SectionLinks } from "@/components/bikes/list-links";
import { AddressNote } from "@/components/states/address-note";
import { Empty } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import { PageLinks } from "@/components/ui/page-links";
import { requireActor } from "@/lib/auth/require-actor";
import { CORRECTION_STATES, listCorrections } from "@/lib/bikes/corrections/list-corrections";
import { maySwap } from "@/lib/bikes/who";
import { formatCount } from "@/lib/format/number";
import type { PageProps } from "../page-props";
import { decide } from "./actions";
import { correctionsAddress, PER_PAGE, parseCorrectionsSearch } from "./search-params";

export const metadata: Metadata = { title: "Corrections" };

const LABELS = { open: "Open", approved: "Approved", declined: "Declined" } as const;

/** Corrections that wait for a decision, and those that were decided on. */
export default async function CorrectionsPage({ searchParams }: PageProps) {
  const actor = await requireActor("/corrections");
  const { address, faults } = parseCorrectionsSearch(await searchParams);
  const { state, page } = address;
  const { corrections, total } = await listCorrections(actor, {
    state,
    skip: (page - 1) * PER_PAGE,
    limit: PER_PAGE,
  });
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="font-semibold text-xl tracking-tight">Corrections</h1>
        <p role="status" className="text-ink-2">
          {formatCount(total, "correction")}
        </p>
      </header>
      <SectionLinks
        label="State of corrections"
        sections={CORRECTION_STATES.map((one) => ({
          label: LABELS[one],
          href: correctionsAddress({ state: one, page: 1 }),
          isHere: one === state,
        }))}
      />
      <AddressNote faults={faults} />
      <Card className="p-0">
        {corrections.length > 0 ? (
          <CorrectionsTable
            corrections={corrections}
            decide={maySwap(actor) && state === "open" ? decide : null}
          />
        ) : (
          <Empty title={state === "open" ? "Nothing waits for a decision" : "Nothing was decided so yet"}>
            Support proposes corrections on the page of a bike.
          </Empty>
        )}
      </Card>
      <PageLinks
        page={page}
        pages={Math.ceil(total / PER_PAGE)}
        to={(number) => correctionsAddress({ state, page: number })}
      />
    </div>
  );
}
