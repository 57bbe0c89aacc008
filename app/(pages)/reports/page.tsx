import type { Metadata } from "next";
import { ReportList } from "@/components/reports/report-list";
import { ViewList } from "@/components/reports/view-list";
import { DEFINITIONS, definitionOf } from "@/lib/analytics/definitions";
import { requireActor } from "@/lib/auth/require-actor";
import { listViews } from "@/lib/reports/list-views";
import { signaturesOf } from "@/lib/reports/signatures-of";
import { removeOwn } from "./actions";

export const metadata: Metadata = { title: "Reports" };

/** The questions that published figures answer, and one's own ways of looking at them. */
export default async function ReportsPage() {
  const actor = await requireActor("/reports");
  const [signatures, views] = await Promise.all([signaturesOf(actor), listViews(actor)]);
  const reports = DEFINITIONS.map(({ id, title, about, purpose }) => ({ id, title, about, purpose }));
  const listed = views.map(({ id, name, definition }) => ({
    ...{ id, name, question: definitionOf(definition)?.title ?? definition },
  }));
  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1 className="font-semibold text-xl tracking-tight">Reports</h1>
        <p className="max-w-2xl text-ink-2">
          Answers about riders who agreed to the purpose, for that purpose, and never about fewer than ten of
          them.
        </p>
      </header>
      <ReportList reports={reports} signatures={signatures} />
      <ViewList views={listed} onRemove={removeOwn} />
    </div>
  );
}
