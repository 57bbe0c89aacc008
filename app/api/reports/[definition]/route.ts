import { parseReportSearch } from "@/app/(pages)/reports/[definition]/search-params";
import { answering } from "@/app/api/problem";
import { askReport } from "@/app/ask-report";
import { figuresReader, reportZone } from "@/app/figures-reader";
import { definitionOf } from "@/lib/analytics/definitions";
import { apiActor } from "@/lib/auth/api-actor";
import { AppError } from "@/lib/errors";
import { reportFile } from "./report-file";

interface Context {
  readonly params: Promise<{ readonly definition: string }>;
}

/** What the page of this address shows, as CSV. */
export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answering("GET /api/reports/[definition]", async () => {
    const actor = await apiActor(request, "GET /api/reports/[definition]");
    const [definition, reader] = [definitionOf((await params).definition), figuresReader()];
    if (definition === null) throw new AppError("not-found", "There is no such report.");
    if (reader === null) throw new AppError("unavailable", "This server shows no reports.");
    const search = Object.fromEntries(new URL(request.url).searchParams);
    const { address, faults } = parseReportSearch(definition, search);
    const [fault] = faults;
    if (fault) throw new AppError("invalid", `${fault.part}: expected ${fault.expected}, got ${fault.got}`);
    const answer = await askReport(actor, reader, definition, address, "file");
    if (answer === null)
      throw new AppError(
        "forbidden",
        "Expected a signature for this purpose: open the report and sign first.",
      );
    const { from, to } = answer.report.range;
    return new Response(reportFile(answer, reportZone()), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${definition.id} ${from} ${to}.csv"`,
      },
    });
  });
