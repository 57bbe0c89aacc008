import { reportZone } from "@/app/figures-reader";
import { AskAgain } from "@/components/reports/ask-again";
import { CoverageBar } from "@/components/reports/coverage-bar";
import { Drawn } from "@/components/reports/drawn";
import { EvidenceCard } from "@/components/reports/evidence-card";
import { FormulaCard } from "@/components/reports/formula-card";
import { Headline } from "@/components/reports/headline";
import { HistoryCard } from "@/components/reports/history-card";
import { ReportTable } from "@/components/reports/report-table";
import { UnfinishedNote } from "@/components/reports/unfinished-note";
import { WhyCard } from "@/components/reports/why-card";
import { Empty } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import type { Definition } from "@/lib/analytics/definition";
import { restatedFigure } from "@/lib/analytics/report/restated-figure";
import { toldBlocks } from "@/lib/analytics/report/told-blocks";
import { webSettings } from "@/lib/auth/settings";
import type { AnsweredReport } from "@/lib/reports/answer-report";
import { computeAgain } from "./actions";
import { type ReportAddress, reportQuery } from "./search-params";

/** One main figure, one plot, one table, and where they come from. */
export function ReportView({
  definition,
  address,
  answered: { report, restatements, found },
}: {
  definition: Definition;
  address: ReportAddress;
  answered: AnsweredReport;
}) {
  const figure = restatedFigure(definition, address.show);
  const [newest] = restatements;
  const blocks = toldBlocks(found, report.range, reportZone());
  return (
    <>
      <CoverageBar coverage={report.coverage} purpose={report.purpose} publication={report.publication} />
      <UnfinishedNote report={report} />
      <Card className="flex flex-col gap-5">
        <Headline
          figures={report.headline}
          previous={report.previous}
          restated={newest && figure ? { newest, count: restatements.length, figure } : null}
        />
        {report.publication.blocks === 0 ? (
          <Empty title="Nothing is published of this range">
            Figures by the hour are published an hour or more after the rides began, all others a day after
            the day ended, once enough riders agreed to this purpose.
          </Empty>
        ) : (
          <Drawn report={report} basemap={webSettings().SLIPSTREAM_BASEMAP_URL} />
        )}
      </Card>
      {report.publication.blocks === 0 ? null : (
        <Card className="p-0">
          <ReportTable report={report} />
        </Card>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <WhyCard coverage={report.coverage} />
        <FormulaCard report={report} />
      </div>
      {figure ? <HistoryCard restatements={restatements} figure={figure} /> : null}
      <EvidenceCard
        blocks={blocks}
        again={<AskAgain action={computeAgain.bind(null, definition.id, reportQuery(address))} />}
      />
    </>
  );
}
