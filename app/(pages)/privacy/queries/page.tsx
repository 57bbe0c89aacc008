import type { Metadata } from "next";
import { QueriesFilter } from "@/components/reports/queries-filter";
import { QueriesTable } from "@/components/reports/queries-table";
import { AddressNote } from "@/components/states/address-note";
import { Empty } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import { NewestOlder } from "@/components/ui/newest-older";
import { DEFINITIONS } from "@/lib/analytics/definitions";
import { requireActor } from "@/lib/auth/require-actor";
import { listAskedQuestions } from "@/lib/reports/list-asked-questions";
import type { PageProps } from "../../page-props";
import { parseQueriesSearch, queriesAddress, SINCE } from "./search-params";

export const metadata: Metadata = { title: "Queries" };

const DAY_MS = 86_400_000;

/** Who asked which figures, when, and what for. */
export default async function QueriesPage({ searchParams }: PageProps) {
  const actor = await requireActor("/privacy/queries");
  const reports = DEFINITIONS.map(({ id, title }) => ({ id, title }));
  const { address, faults } = parseQueriesSearch(
    await searchParams,
    reports.map(({ id }) => id),
  );
  const { person, purpose, report: definition, since, before } = address;
  const days = SINCE[since];
  const fromMs = days === null ? undefined : Date.now() - days * DAY_MS;
  const { questions, olderThan } = await listAskedQuestions(actor, {
    ...{ person, purpose, definition, fromMs, before },
  });
  return (
    <div className="flex flex-col gap-4">
      <header>
        <h1 className="font-semibold text-xl tracking-tight">Questions for figures</h1>
        <p className="text-ink-2">
          Every report that was opened, taken away or computed again, and under which signature.
        </p>
      </header>
      <AddressNote faults={faults} />
      <QueriesFilter reports={reports} chosen={{ person, purpose, report: definition, since }} />
      <Card className="p-0">
        {questions.length > 0 ? (
          <QueriesTable questions={questions} titles={new Map(reports.map(({ id, title }) => [id, title]))} />
        ) : (
          <Empty title="Nobody asked">What analysts ask of figures is kept here, for good.</Empty>
        )}
      </Card>
      <NewestOlder
        newest={before === undefined ? null : queriesAddress({ ...address, before: undefined })}
        older={olderThan === null ? null : queriesAddress({ ...address, before: olderThan })}
      />
    </div>
  );
}
