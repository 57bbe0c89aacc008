import { Tag } from "@/components/ui/pill";
import { Table, Td, Th } from "@/components/ui/table";
import type { Amount, Figure } from "@/lib/analytics/report/figure";
import type { Report } from "@/lib/analytics/report/tell-report";
import { differenceOf, figureTitle, formatAmountOf, formatDifference } from "./report-words";

/** Every row of a report, in figures; what is compared is that which is drawn. */
export function ReportTable({ report }: { report: Report }) {
  const { axes, rows, total, previousTotal } = report.rows;
  const { figures, plotted, previous } = report;
  const compared = previous === null ? null : figures[plotted];
  const isPartlyCompared = compared && rows.some(({ previous: before }) => before === null);
  const isNeverAdded = figures.some(({ basis }) => basis.kind === "distinct");
  return (
    <>
      <Table label={report.title}>
        <thead>
          <tr>
            {axes.map(({ name, label }) => (
              <Th key={name}>{label}</Th>
            ))}
            {axes.length === 0 ? <Th>Range</Th> : null}
            {figures.map((figure) => (
              <Th key={figure.name} className="text-right">
                {figureTitle(figure)}
              </Th>
            ))}
            {compared ? <Th className="text-right">{compared.label} against previous</Th> : null}
          </tr>
        </thead>
        <tbody>
          {axes.length === 0
            ? null
            : rows.map(({ at, amounts, previous: before }) => (
                <tr key={at.join()}>
                  {axes.map(({ name, keys }, axis) => {
                    const key = keys[at[axis] ?? 0];
                    return axis === 0 ? (
                      <Th key={name} scope="row" className="font-medium text-ink text-sm">
                        {key?.label} {key?.isUnfinished ? <Tag tone="quiet">unfinished</Tag> : null}
                      </Th>
                    ) : (
                      <Td key={name}>
                        {key?.label} {key?.isUnfinished ? <Tag tone="quiet">unfinished</Tag> : null}
                      </Td>
                    );
                  })}
                  <Amounts figures={figures} amounts={amounts} />
                  {compared ? (
                    <Compared figure={compared} now={amounts[plotted]} before={before?.[plotted] ?? null} />
                  ) : null}
                </tr>
              ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold [&>*]:border-b-0">
            <Th scope="row" colSpan={Math.max(1, axes.length)} className="font-semibold text-ink text-sm">
              Whole range
            </Th>
            <Amounts figures={figures} amounts={total} />
            {compared ? (
              <Compared figure={compared} now={total[plotted]} before={previousTotal?.[plotted] ?? null} />
            ) : null}
          </tr>
        </tfoot>
      </Table>
      {isPartlyCompared ? (
        <p className="px-3 py-2 text-ink-3 text-xs">
          A time is compared where as many of its days lie in both ranges; what is told in longer times only
          is not.
        </p>
      ) : null}
      {isNeverAdded ? (
        <p className="px-3 py-2 text-ink-3 text-xs">
          Different bikes are never added, as one that rides twice would count twice: a row of several days
          has the mean of these days.
        </p>
      ) : null}
    </>
  );
}

function Amounts({ figures, amounts }: { figures: readonly Figure[]; amounts: readonly Amount[] }) {
  return figures.map((figure, at) => {
    const amount = amounts[at];
    return (
      <Td
        key={figure.name}
        className={`whitespace-nowrap text-right tabular-nums ${amount?.kind === "value" ? "" : "text-ink-3"}`}
      >
        {amount === undefined ? null : formatAmountOf(figure, amount)}
      </Td>
    );
  });
}

function Compared({
  figure,
  now,
  before,
}: {
  figure: Figure;
  now: Amount | undefined;
  before: Amount | null;
}) {
  const difference = now === undefined ? null : differenceOf(now, before);
  return (
    <Td className="whitespace-nowrap text-right tabular-nums">
      {difference === null ? (
        <span className="text-ink-3">–</span>
      ) : (
        <>
          <span aria-hidden="true">{sign(difference, figure.decimals)} </span>
          {formatDifference(difference, figure.decimals)}
        </>
      )}
    </Td>
  );
}

const sign = (difference: number, decimals: number): string =>
  Number(difference.toFixed(decimals)) === 0 ? "=" : difference > 0 ? "▲" : "▼";
