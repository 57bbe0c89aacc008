import type { Choice, ChoiceGroup } from "@/components/reports/tool-menu";
import type { Definition } from "@/lib/analytics/definition";
import { figuresOf } from "@/lib/analytics/report/figure";
import { isGrain } from "@/lib/analytics/report/grains";
import { shownFigures } from "@/lib/analytics/report/headline";
import { shownOf } from "@/lib/analytics/report/shown";
import { histogramOf } from "@/lib/analytics/report/tell-report";
import { type ReportAddress, reportAddress, waysOf } from "./search-params";

const GRAIN_WORDS: Readonly<Record<string, string>> = { day: "day", week: "week", quarter: "quarter" };

const wayWords = ({ groupings }: Definition, way: string): string =>
  GRAIN_WORDS[way] ?? groupings.find(({ name }) => name === way)?.label.toLowerCase() ?? way;

/** "By model, outside temperature" */
export const byWords = (definition: Definition, { by }: ReportAddress): string =>
  by.length === 0 ? "Not parted" : `By ${by.map((way) => wayWords(definition, way)).join(", ")}`;

/** The ways to part a report: along the axis, and beside each other. */
export function choicesOfBy(definition: Definition, address: ReportAddress): ChoiceGroup[] {
  const isHistogram = histogramOf(definition, address.show) !== null;
  const ways = waysOf(definition).filter((way) => !isHistogram || !isGrain(way));
  const [along, beside] = address.by;
  const to = (by: readonly string[]) => reportAddress(definition.id, { ...address, by });
  const none = { label: "not parted", href: to([]), isChosen: along === undefined };
  const first: Choice[] = ways.map((way) => ({
    label: wayWords(definition, way),
    href: to([way, ...(beside === undefined || clashes(way, beside) || isHistogram ? [] : [beside])]),
    isChosen: along === way,
  }));
  const title = isHistogram ? "Beside each other" : "Along the axis";
  if (along === undefined || isHistogram) return [{ title, choices: [none, ...first] }];
  const second: Choice[] = ways
    .filter((way) => !clashes(way, along))
    .map((way) => ({ label: wayWords(definition, way), href: to([along, way]), isChosen: beside === way }));
  const alone = { label: "nothing", href: to([along]), isChosen: beside === undefined };
  return [
    { title, choices: [none, ...first] },
    { title: "Beside each other", choices: [alone, ...second] },
  ];
}

/** One time at most, and nothing twice. */
const clashes = (one: string, other: string): boolean => one === other || (isGrain(one) && isGrain(other));

/** What is drawn, in words. */
export const plotWords = (definition: Definition, { show }: ReportAddress): string =>
  histogramOf(definition, show)?.label ??
  figuresOf(definition).find(({ name }) => name === show)?.label ??
  show;

/** The figures that can be drawn, and the histograms. */
export function choicesOfPlots(definition: Definition, address: ReportAddress): ChoiceGroup[] {
  const shown = shownOf(definition.id);
  const figures = shown === null ? figuresOf(definition) : shownFigures(definition, shown);
  const usualBy = (shown?.by ?? []).filter((way) => !isGrain(way));
  const histograms = definition.measures.filter(({ kind }) => kind === "histogram");
  const choice = (name: string, label: string, by: readonly string[]): Choice => ({
    label,
    href: reportAddress(definition.id, { ...address, show: name, by }),
    isChosen: address.show === name,
  });
  const isHistogram = histogramOf(definition, address.show) !== null;
  const ofFigures =
    isHistogram && address.by.length === 0 ? (shown?.by.length ? shown.by : ["week"]) : address.by;
  return [
    { title: "Figures", choices: figures.map(({ name, label }) => choice(name, label, ofFigures)) },
    ...(histograms.length === 0
      ? []
      : [
          {
            title: "Distributions",
            choices: histograms.map(({ name, label }) =>
              choice(
                name,
                label,
                address.by.filter((way) => !isGrain(way)).slice(0, usualBy.length === 0 ? 0 : 1),
              ),
            ),
          },
        ]),
  ];
}
