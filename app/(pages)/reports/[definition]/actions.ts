"use server";

import { askReport } from "@/app/ask-report";
import { figuresReader } from "@/app/figures-reader";
import type { Answer } from "@/components/states/answer";
import { definitionOf } from "@/lib/analytics/definitions";
import { blocksInside } from "@/lib/analytics/report/blocks-inside";
import { spanOf } from "@/lib/analytics/report/tell-report";
import { requireActor } from "@/lib/auth/require-actor";
import { AppError } from "@/lib/errors";
import { askEvidence } from "@/lib/reports/ask-evidence";
import { reportZone } from "../../../figures-reader";
import { answered } from "../../answered";
import { parseReportSearch } from "./search-params";

/** Asks for everything that a report is made of to be computed again. @param query of its address. */
export async function computeAgain(id: string, query: string): Promise<Answer<{ readonly asked: number }>> {
  const actor = await requireActor("/reports/[definition]");
  return answered("ask-evidence", async () => {
    const [definition, reader] = [definitionOf(id), figuresReader()];
    if (definition === null || reader === null) throw new AppError("not-found", "There is no such report.");
    const { address } = parseReportSearch(definition, Object.fromEntries(new URLSearchParams(query)));
    const answer = await askReport(actor, reader, definition, { ...address, compare: false }, "evidence");
    if (answer === null) throw new AppError("forbidden", "Open the report and sign its purpose again.");
    const span = spanOf(answer.report.range, { zone: reportZone() });
    const blocks = blocksInside(answer.found.blocks, span).map(({ grain, block }) => ({ grain, block }));
    return { asked: await askEvidence(actor, answer.asked, blocks) };
  });
}
