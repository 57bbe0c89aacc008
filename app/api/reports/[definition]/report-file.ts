import { blockWords, CAUSE_WORDS, figureTitle, OUT_WORDS } from "@/components/reports/report-words";
import type { Amount, Figure } from "@/lib/analytics/report/figure";
import type { Row } from "@/lib/analytics/report/rows";
import { PURPOSE_REGISTRY } from "@/lib/domain/consent";
import { LEAST_RIDERS } from "@/lib/domain/figures";
import type { AnsweredReport } from "@/lib/reports/answer-report";
import { type CsvValue, csvLine } from "@/lib/spreadsheet/csv/csv-line";

const BYTE_ORDER_MARK = "\ufeff";
type Line = readonly CsvValue[];

/**
 * What a report shows, as a file: first what it is and what it stands for, then its rows as the table has them, numbers with
 * as many places. @param zone of the reports.
 */
export function reportFile(answer: Omit<AnsweredReport, "found">, zone: string): string {
  const { report } = answer;
  const lines: Line[] = [...aboutLines(answer, zone), [], ...tableLines(report)];
  return BYTE_ORDER_MARK + lines.map(csvLine).join("");
}

function aboutLines({ asked, report, restatements }: Omit<AnsweredReport, "found">, zone: string): Line[] {
  const { rows, previous, coverage, completeness, publication } = report;
  const { share, low, high } = completeness ?? { share: 1, low: 1, high: 1 };
  return [
    ["Report", report.title],
    ["Definition", report.id, `formula ${report.formula}`],
    ...report.formulas.map(({ label, formula }) => ["Formula", label, formula]),
    ["First and last day", report.range.from, report.range.to, zone],
    ...(previous === null ? [] : [["Compared with", previous.from, previous.to, zone]]),
    ["Purpose", PURPOSE_REGISTRY[report.purpose].name],
    ["Looked at for", asked.task],
    ["Rides of the fleet", coverage.all],
    ["Rides counted", coverage.counted],
    ["Share counted, %", coverage.share === null ? null : rounded(100 * coverage.share, 1)],
    ...coverage.out.map(({ reason, rides }) => ["Rides out", OUT_WORDS[reason], rides]),
    ...(coverage.isIncomplete ? [["Some numbers of rides are held back: too few are behind them"]] : []),
    ["Fewer riders than are shown, none included", `< ${LEAST_RIDERS}`],
    ["Ledger position", publication.position?.to ?? null],
    [
      "Published",
      publication.publishedAtMs === null ? null : new Date(publication.publishedAtMs).toISOString(),
    ],
    ["Greatest revision", publication.revision],
    ...(completeness === null
      ? []
      : [["Arrived, %", ...[share, low, high].map((part) => rounded(100 * part, 1))]]),
    ["Days of which nothing is published", publication.missingDays],
    ...restatements.map(({ block, revision, causes }) => [
      ...["Restated", blockWords(block), `revision ${revision}`],
      causes.map((cause) => CAUSE_WORDS[cause]).join(", "),
    ]),
    ...(rows.all > rows.rows.length
      ? [[`Only the first ${rows.rows.length} of ${rows.all} rows are shown`]]
      : []),
  ];
}

function tableLines({
  rows: { axes, rows, total, previousTotal },
  figures,
  previous,
}: AnsweredReport["report"]): Line[] {
  const hasTime = axes.some(({ kind }) => kind === "time");
  const amounts = (now: readonly Amount[], before: readonly Amount[] | null): CsvValue[] => [
    ...figures.map((figure, at) => cellOf(figure, now[at])),
    ...(previous === null ? [] : figures.map((figure, at) => cellOf(figure, before?.[at]))),
  ];
  const lineOf = (row: Row): Line => {
    const keys = axes.map((axis, at) => axis.keys[row.at[at] ?? 0]);
    return [
      ...keys.map((key) => key?.label ?? null),
      ...(hasTime ? [keys.some((key) => key?.isUnfinished) ? "unfinished" : null] : []),
      ...amounts(row.amounts, row.previous),
    ];
  };
  const empty = Array.from({ length: Math.max(1, axes.length) - 1 + (hasTime ? 1 : 0) }, () => null);
  return [
    [
      ...(axes.length === 0 ? ["Range"] : axes.map(({ label }) => label)),
      ...(hasTime ? ["Unfinished"] : []),
      ...figures.map(figureTitle),
      ...(previous === null ? [] : figures.map((figure) => `${figureTitle(figure)}, before`)),
    ],
    ...(axes.length === 0 ? [] : rows.map(lineOf)),
    ["Whole range", ...empty, ...amounts(total, previousTotal)],
  ];
}

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

function cellOf({ decimals }: Figure, amount: Amount | undefined): CsvValue {
  switch (amount?.kind) {
    case "value": {
      const value = rounded(amount.value, decimals);
      return amount.isAtLeast ? `≥ ${value}` : amount.isAtMost ? `≤ ${value}` : value;
    }
    case "masked":
      return `< ${LEAST_RIDERS}`;
    case "unmeasured":
      return "–";
    default:
      return null;
  }
}
