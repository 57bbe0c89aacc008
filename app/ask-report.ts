import type { Definition } from "@/lib/analytics/definition";
import type { FiguresReader } from "@/lib/analytics/figures-reader";
import { type FoundFigures, findFigures } from "@/lib/analytics/find-figures";
import { groupIds } from "@/lib/analytics/report/group-ids";
import { restatedFigure } from "@/lib/analytics/report/restated-figure";
import { type Report, tellReport } from "@/lib/analytics/report/tell-report";
import { type ToldRestatement, tellRestatements } from "@/lib/analytics/report/tell-restatements";
import type { Actor } from "@/lib/domain/actor";
import { dayKey } from "@/lib/format/zone";
import { askQuestion } from "@/lib/reports/ask-question";
import type { AskedQuestion, QuestionUse } from "@/lib/reports/asked-question";
import { nameGroups } from "@/lib/reports/name-groups";
import { daysIn, type ReportAddress } from "./(pages)/reports/[definition]/search-params";
import { reportZone } from "./figures-reader";

export interface AskedReport {
  readonly asked: AskedQuestion;
  readonly report: Report;
  readonly restatements: readonly ToldRestatement[];
  readonly found: FoundFigures;
}

/** The day that it is in the zone of the reports. */
export const reportDay = (): string => dayKey(Date.now(), reportZone());

/** Keeps the question and answers it; null where its purpose is not signed. @throws AppError `forbidden`, `unavailable`. */
export async function askReport(
  actor: Actor,
  reader: FiguresReader,
  definition: Definition,
  address: ReportAddress,
  use: QuestionUse,
): Promise<AskedReport | null> {
  const today = reportDay();
  const range = daysIn(address, today);
  const asked = await askQuestion(actor, {
    ...{ definition: definition.id, purpose: definition.purpose, ...range },
    ...{ groupings: [...address.by], compares: address.compare, use },
  });
  if (asked === null) return null;
  const found = await findFigures(reader, asked, reportZone());
  const names = await nameGroups(actor, { ids: groupIds(found.blocks) });
  const clock = { zone: reportZone(), today };
  const { by, compare: compares, show: plot } = address;
  const report = tellReport({ definition, range, compares, by, plot, blocks: found.blocks, names, clock });
  const figure = restatedFigure(definition, plot);
  const restatements =
    figure === undefined ? [] : tellRestatements(definition, figure, found.restatements, names);
  return { asked, report, restatements, found };
}
