import type { Definition } from "@/lib/analytics/definition";
import type { FiguresReader } from "@/lib/analytics/figures-reader";
import type { Actor } from "@/lib/domain/actor";
import { dayKey } from "@/lib/format/zone";
import { type AnsweredReport, answerReport } from "@/lib/reports/answer-report";
import type { QuestionUse } from "@/lib/reports/asked-question";
import { daysIn, type ReportAddress } from "./(pages)/reports/[definition]/search-params";
import { reportZone } from "./figures-reader";

/** The day that it is in the zone of the reports. */
export const reportDay = (): string => dayKey(Date.now(), reportZone());

/** Keeps the question that an address asks and answers it; null where its purpose is not signed. @throws AppError `forbidden`, `unavailable`. */
export function askReport(
  actor: Actor,
  reader: FiguresReader,
  definition: Definition,
  address: ReportAddress,
  use: QuestionUse,
): Promise<AnsweredReport | null> {
  const today = reportDay();
  const { by, compare: compares, show: plot } = address;
  const wanted = { definition, range: daysIn(address, today), by, compares, plot, use };
  return answerReport(actor, reader, wanted, { zone: reportZone(), today });
}
