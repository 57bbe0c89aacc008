import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { askReport } from "@/app/ask-report";
import { figuresReader } from "@/app/figures-reader";
import { SignForm } from "@/components/reports/sign-form";
import { AddressNote } from "@/components/states/address-note";
import { definitionOf } from "@/lib/analytics/definitions";
import { requireActor } from "@/lib/auth/require-actor";
import { PURPOSE_REGISTRY } from "@/lib/domain/consent";
import { answered } from "../../answered";
import type { PageProps } from "../../page-props";
import { Refused } from "../../refused";
import { signFor } from "../actions";
import { NoFigures } from "../no-figures";
import { ReportHeading } from "./report-heading";
import { ReportView } from "./report-view";
import { parseReportSearch } from "./search-params";

export const metadata: Metadata = { title: "Report" };

/** A question about the fleet, answered from published figures. */
export default async function ReportPage({ params, searchParams }: PageProps<{ definition: string }>) {
  const actor = await requireActor("/reports/[definition]");
  const definition = definitionOf((await params).definition);
  if (definition === null) notFound();
  const { address, faults } = parseReportSearch(definition, await searchParams);
  const reader = figuresReader();
  if (reader === null) return <NoFigures />;
  const answer = await answered("report", () => askReport(actor, reader, definition, address, "page"));
  const purpose = PURPOSE_REGISTRY[definition.purpose].name.toLowerCase();
  return (
    <div className="flex flex-col gap-4">
      <ReportHeading
        definition={definition}
        address={address}
        asked={answer.kind === "done" ? (answer.value?.asked ?? null) : null}
      />
      <AddressNote faults={faults} />
      {answer.kind === "failed" ? (
        <Refused what="This report" answer={answer} />
      ) : answer.value === null ? (
        <SignForm
          purpose={purpose}
          question={definition.title}
          action={signFor.bind(null, definition.purpose)}
        />
      ) : (
        <ReportView definition={definition} address={address} answered={answer.value} />
      )}
    </div>
  );
}
