import { reportBars } from "@/components/charts/report-bars";
import { ReportPlot } from "@/components/charts/report-plot";
import { CellMap } from "@/components/map/cell-map";
import type { Report } from "@/lib/analytics/report/tell-report";
import { figureTitle } from "./report-words";

/** The one plot of a report: cells of the grid where they lie, all else as bars; nothing where there is one number only. */
export function Drawn({ report, basemap }: { report: Report; basemap: string }) {
  const figure = report.figures[report.plotted];
  if (figure === undefined) return null;
  const [along] = report.rows.axes;
  const by = report.rows.axes.map(({ label }) => label.toLowerCase()).join(" and ");
  const title = `${figureTitle(figure.name === "share" ? { ...figure, label: report.plot.label } : figure)} by ${by}`;
  if (along?.name === "cell" && report.rows.axes.length === 1) {
    const cells = report.rows.rows.flatMap(({ at, amounts }) => {
      const key = along.keys[at[0] ?? 0]?.key ?? null;
      const amount = amounts[report.plotted];
      return key !== null && key !== "unknown" && amount?.kind === "value"
        ? [{ cell: key, value: amount.value }]
        : [];
    });
    if (cells.length === 0) return null;
    return <CellMap {...{ title, cells, basemap }} decimals={figure.decimals} unit={figure.unit} />;
  }
  const bars = reportBars(report.rows, report.plotted);
  return bars === null ? null : <ReportPlot title={title} bars={bars} decimals={figure.decimals} />;
}
