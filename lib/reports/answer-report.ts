import type { DayRange } from "@/lib/analytics/day-range";
import type { Definition } from "@/lib/analytics/definition";
import type { FiguresReader } from "@/lib/analytics/figures-reader";
import { type FoundFigures, findFigures } from "@/lib/analytics/find-figures";
import { groupIds } from "@/lib/analytics/report/group-ids";
import { restatedFigure } from "@/lib/analytics/report/restated-figure";
import { type Report, tellReport } from "@/lib/analytics/report/tell-report";
import { type ToldRestatement, tellRestatements } from "@/lib/analytics/report/tell-restatements";
import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { askQuestion } from "./ask-question";
import type { AskedQuestion, QuestionUse } from "./asked-question";
import { nameGroups } from "./name-groups";

/** A report as somebody asks for it. */
export interface WantedReport {
  readonly definition: Definition;
  readonly range: DayRange;
  /** By what it is parted. */
  readonly by: readonly string[];
  /** Whether the period before is told as well. */
  readonly compares: boolean;
  /** Figure or histogram that is drawn. */
  readonly plot: string;
  readonly use: QuestionUse;
}

export interface AnsweredReport {
  readonly asked: AskedQuestion;
  readonly report: Report;
  readonly restatements: readonly ToldRestatement[];
  readonly found: FoundFigures;
}

/**
 * Keeps the question and answers it; null where its purpose is not signed.
 * @param clock the zone of the reports, and the day that it is there.
 * @throws AppError `forbidden`, `invalid`, `unavailable`, `too-large`.
 */
export async function answerReport(
  author: Author,
  reader: FiguresReader,
  { definition, range, by, compares, plot, use }: WantedReport,
  clock: { readonly zone: string; readonly today: string },
  stores?: MasterData,
): Promise<AnsweredReport | null> {
  const { id, purpose } = definition;
  const question = { definition: id, purpose, ...range, groupings: [...by], compares, use };
  const asked = await askQuestion(author, question, stores);
  if (asked === null) return null;
  const found = await findFigures(reader, asked, clock.zone);
  const names = await nameGroups(author, { ids: groupIds(found.blocks) }, stores);
  const report = tellReport({ definition, range, compares, by, plot, blocks: found.blocks, names, clock });
  const figure = restatedFigure(definition, plot);
  const restatements =
    figure === undefined ? [] : tellRestatements(definition, figure, found.restatements, names);
  return { asked, report, restatements, found };
}
