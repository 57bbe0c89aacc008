import { Download } from "lucide-react";
import Link from "next/link";
import { reportDay } from "@/app/ask-report";
import { DayForm } from "@/components/reports/day-form";
import { rangeWords } from "@/components/reports/report-words";
import { SaveView } from "@/components/reports/save-view";
import { type ChoiceGroup, ToolMenu } from "@/components/reports/tool-menu";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { buttonLook } from "@/components/ui/button";
import type { Definition } from "@/lib/analytics/definition";
import { PRESET_LABELS, PRESETS } from "@/lib/analytics/report/presets";
import type { AskedQuestion } from "@/lib/reports/asked-question";
import { saveAs } from "../actions";
import { byWords, choicesOfBy, choicesOfPlots, plotWords } from "./choices";
import { daysIn, type ReportAddress, reportAddress, reportQuery } from "./search-params";

/** The question, and the ways in which its answer can be shown; those only where it is shown. */
export function ReportHeading({
  definition,
  address,
  asked,
}: {
  definition: Definition;
  address: ReportAddress;
  asked: AskedQuestion | null;
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <p className="text-ink-3 text-xs">
          <Link href="/reports" className="underline-offset-2 hover:underline">
            Reports
          </Link>{" "}
          / {definition.id.replaceAll("-", " ")}
        </p>
        <ArrivalHeading className="font-semibold text-xl tracking-tight">{definition.title}</ArrivalHeading>
        {asked === null ? null : <p className="text-ink-3 text-xs">You look at it for: {asked.task}</p>}
      </div>
      {asked === null ? null : <Tools definition={definition} address={address} />}
    </header>
  );
}

function Tools({ definition, address }: { definition: Definition; address: ReportAddress }) {
  const to = (more: Partial<ReportAddress>) => reportAddress(definition.id, { ...address, ...more });
  const range = daysIn(address, reportDay());
  const query = reportQuery(address);
  const ranges: ChoiceGroup = {
    title: "Whole weeks tell most",
    choices: PRESETS.map((preset) => ({
      label: PRESET_LABELS[preset],
      href: to({ range: preset }),
      isChosen: address.range === preset,
    })),
  };
  const compares: ChoiceGroup = {
    title: "Compare",
    choices: [false, true].map((compare) => ({
      label: compare ? "With as many days before" : "With nothing",
      href: to({ compare }),
      isChosen: address.compare === compare,
    })),
  };
  const rest = [...new URLSearchParams(query)].filter(([name]) => !["range", "from", "to"].includes(name));
  return (
    <div className="flex flex-wrap gap-2">
      <ToolMenu label="Time range" chosen={rangeWords(range)} groups={[ranges]}>
        <DayForm action={`/reports/${definition.id}`} range={range} rest={rest} />
      </ToolMenu>
      <ToolMenu
        label="Compare"
        chosen={address.compare ? "Compare: previous" : "Compare: nothing"}
        groups={[compares]}
      />
      <ToolMenu
        label="Grouping"
        chosen={byWords(definition, address)}
        groups={choicesOfBy(definition, address)}
      />
      <ToolMenu
        label="Drawn"
        chosen={plotWords(definition, address)}
        groups={choicesOfPlots(definition, address)}
      />
      <SaveView action={saveAs.bind(null, definition.id, query)} />
      <a href={`/api/reports/${definition.id}?${query}`} download className={buttonLook({ kind: "primary" })}>
        <Download aria-hidden="true" className="size-4" />
        Export CSV
      </a>
    </div>
  );
}
