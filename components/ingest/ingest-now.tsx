import type { ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/card";
import type { IngestOverview } from "@/lib/ingest/watch/get-overview";
import { headlineOf } from "./headline";
import { IngestCharts } from "./ingest-charts";
import { IngestFigures } from "./ingest-figures";
import { LatenessBars } from "./lateness-bars";
import { OutcomeTable } from "./outcome-table";
import { RangeLinks } from "./range-links";
import type { IngestRange } from "./ranges";
import { Waits } from "./waits";

/** How data flows in: whether anything is held, how much and how late it comes, and what becomes of it. */
export function IngestNow({
  overview,
  range,
  children,
}: {
  overview: IngestOverview;
  range: IngestRange;
  /** Stands between what is held now and the figures. */
  children?: ReactNode;
}) {
  const { text, tone } = headlineOf(overview);
  return (
    <>
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <p className="text-ink-2 text-xs">Ingest</p>
          <h1 className="flex items-center gap-2 font-semibold text-xl tracking-tight">
            <span
              aria-hidden
              className={`size-2.5 shrink-0 rounded-full ${tone === "good" ? "bg-moving" : "bg-low"}`}
            />
            {text}
          </h1>
        </div>
        <RangeLinks range={range} />
      </header>
      <div id="alarms" className="flex scroll-mt-4 flex-col gap-4">
        <Waits waits={overview.waits} gapRecords={overview.gapRecords} />
        {children}
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <Card className="flex flex-col gap-4">
          <IngestFigures overview={overview} />
          <IngestCharts overview={overview} />
        </Card>
        <Card className="flex flex-col gap-4">
          <CardTitle>How late readings come</CardTitle>
          <LatenessBars lateness={overview.lateness} />
          <OutcomeTable outcomes={overview.outcomes} />
        </Card>
      </div>
    </>
  );
}
