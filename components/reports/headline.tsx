import { Tag } from "@/components/ui/pill";
import type { Figure } from "@/lib/analytics/report/figure";
import type { HeadFigure } from "@/lib/analytics/report/headline";
import type { ToldRestatement } from "@/lib/analytics/report/tell-restatements";
import {
  blockWords,
  CAUSE_WORDS,
  differenceOf,
  formatAmountOf,
  formatDifference,
  rangeWords,
} from "./report-words";

const BESIDE = 3;

/** The main figure of a range, some beside it, and what became another lately. */
export function Headline({
  figures,
  previous,
  restated,
}: {
  figures: readonly HeadFigure[];
  previous: { readonly from: string; readonly to: string } | null;
  restated: { readonly newest: ToldRestatement; readonly count: number; readonly figure: Figure } | null;
}) {
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-[repeat(3,minmax(0,1fr))_minmax(0,1.4fr)]">
      <dl className="contents">
        {figures.slice(0, BESIDE).map(({ figure, now, before }, at) => {
          const difference = differenceOf(now, before);
          return (
            <div key={figure.name} data-figure={figure.name}>
              <dt className="text-ink-2 text-xs">{figure.label}</dt>
              <dd
                className={
                  at === 0 ? "font-semibold text-[26px] leading-9" : "font-semibold text-xl leading-9"
                }
              >
                {formatAmountOf(figure, now) || "–"}
                {now.kind === "value" && figure.unit !== "" ? (
                  <small className="ml-1 font-normal text-ink-2 text-sm">{figure.unit}</small>
                ) : null}
              </dd>
              {previous === null ? null : (
                <dd className="text-ink-2 text-xs">
                  {difference === null
                    ? `${before ? formatAmountOf(figure, before) || "nothing published" : "–"} in ${rangeWords(previous)}`
                    : `${formatDifference(difference, figure.decimals)} against ${rangeWords(previous)}`}
                </dd>
              )}
            </div>
          );
        })}
      </dl>
      {restated === null ? null : <Restated {...restated} />}
    </div>
  );
}

function Restated({ newest, count, figure }: { newest: ToldRestatement; count: number; figure: Figure }) {
  const [change] = newest.changes;
  return (
    <div className="text-ink-2">
      <Tag>restated</Tag>
      <p className="mt-0.5">
        {blockWords(newest.block)}
        {change === undefined
          ? ""
          : `: ${formatAmountOf(figure, change.before)} → ${formatAmountOf(figure, change.after)} ${figure.unit}`}{" "}
        after {newest.causes.map((cause) => CAUSE_WORDS[cause]).join(" and ")}{" "}
        <a href="#history" className="text-accent underline underline-offset-2">
          {count === 1 ? "history" : `history of ${count}`}
        </a>
      </p>
    </div>
  );
}
