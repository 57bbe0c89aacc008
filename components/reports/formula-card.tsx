import { Card, CardTitle } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import type { Report } from "@/lib/analytics/report/tell-report";

/** What a report is, and how its figures are made. */
export function FormulaCard({ report }: { report: Report }) {
  const { about, formula, formulas, publication } = report;
  const others = publication.formulas.filter((version) => version !== formula);
  return (
    <Card id="definition" className="flex flex-col gap-3">
      <CardTitle>How it is computed</CardTitle>
      <p className="text-ink-2">{about}</p>
      <Facts stacks facts={formulas.map(({ label, formula: words }) => [label, words])} />
      <p className="text-ink-3 text-xs">
        Definition {report.id}, formula {formula}
        {others.length === 0 ? "" : `; some days are still told by formula ${others.join(", ")}`}. A ride
        belongs to the day on which it began. Groups with fewer than 10 riders are told in their week or
        quarter, or together with others, or not at all.
      </p>
    </Card>
  );
}
